# What both products have in common. The assignments and the part of the product stand above.

main() {
  set -eu
  umask 077
  LC_ALL=C
  export LC_ALL
  [ "$(id -u)" = 0 ] || fail "this has to run as root, on the Proxmox host itself."
  need_host_tools
  need_http_tool
  work=$(mktemp -d) || fail "no folder for temporary files can be made."
  trap 'rm -rf "$work"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM

  # All that may go wrong without harm comes first: up to here nothing is changed.
  if [ -z "$HOST_URL" ]; then
    address=$(own_address) ||
      fail "this host does not know its own address: get a command with the address of the host filled in."
    HOST_URL="https://$address:$PORT"
  fi
  name=$(own_name) || fail "this host does not know its own name."
  read_fingerprint
  write_invitation
  greet_pulse

  say "Making the user that Pulse looks through:"
  make_user
  make_token
  register
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'Pulse setup stopped: %s\n' "$*" >&2
  exit 1
}

# What a command of the host says is shown only if it fails. Nothing is lost then: another run makes the rest.
run() {
  what=$1
  shift
  if ! "$@" >"$work/said" 2>&1; then
    cat "$work/said" >&2
    fail "$what did not work, see above. What was made so far stays; run the command again for the rest."
  fi
  say "  $what"
}

# has JSON KEY VALUE: does a row of the list say so?
has() { printf '%s\n' "$1" | grep -q "\"$2\" *: *\"$3\""; }

# field JSON KEY: the text of a field.
field() { printf '%s\n' "$1" | tr -d '\n' | sed -n "s/.*\"$2\" *: *\"\\([^\"]*\\)\".*/\\1/p"; }

# only TEXT CHARACTERS: is the text of these characters alone, and not empty?
only() {
  case $1 in
    '' | *[!$2]*) return 1 ;;
  esac
}

own_name() {
  full=$(hostname -f 2>/dev/null) || full=$(hostname)
  only "$full" 'A-Za-z0-9.-' || full=''
  printf '%s' "$full"
}

# The address under which a Proxmox host knows itself; its installer writes it to /etc/hosts.
own_address() {
  for address in $(hostname -i 2>/dev/null) $(hostname -I 2>/dev/null); do
    case $address in
      127.* | ::1 | 169.254.* | fe80:* | *[!0-9a-fA-F.:]*) ;;
      *:*) printf '[%s]' "$address" && return ;;
      *) printf '%s' "$address" && return ;;
    esac
  done
  return 1
}

need_http_tool() {
  if command -v curl >/dev/null 2>&1; then
    http=curl
  elif command -v wget >/dev/null 2>&1; then
    http=wget
  else
    fail "neither curl nor wget is here. Install one: apt install curl"
  fi
  # The certificate of Pulse is believed if the system knows its authority, or else if its key is the one given here.
  trust=system
}

# What lets this host in goes by a file that root alone can read: every user sees the arguments of programs.
write_invitation() {
  : >"$work/headers"
  if [ -n "${PULSE_REG_TOKEN:-}" ]; then
    only "$PULSE_REG_TOKEN" 'A-Za-z0-9-' || fail "PULSE_REG_TOKEN is no registration token."
    SETUP_CODE=''
    printf 'X-Registration-Token: %s\n' "$PULSE_REG_TOKEN" >"$work/headers"
  elif [ -n "$SETUP_CODE" ]; then
    printf 'X-Setup-Code: %s\n' "$SETUP_CODE" >"$work/headers"
  fi
  sed 's/.*/header = "&"/' "$work/headers" >"$work/curlrc"
  sed 's/^/header = /' "$work/headers" >"$work/wgetrc"
}

# ask PATH [FILE]: sends the file, or only asks. Leaves the status in $status and the answer in $work/answer.
ask() {
  : >"$work/answer"
  status=''
  if ! send "$@" && [ -z "$status" ] && [ "$trust" = system ] && [ -n "$PULSE_PIN" ]; then
    trust=pin
    send "$@" || :
  fi
}

send() {
  url=$PULSE_URL$1
  file=${2-}
  if [ "$http" = curl ]; then
    set -- --silent --show-error --globoff --max-time 90 --config "$work/curlrc" --output "$work/answer"
    [ -z "$file" ] || set -- "$@" --header 'Content-Type: application/json' --data-binary "@$file"
    [ "$trust" = system ] || set -- "$@" --insecure --pinnedpubkey "$PULSE_PIN"
    status=$(curl "$@" --write-out '%{http_code}' "$url" 2>"$work/trouble") && return
    status=''
    return 1
  fi
  set -- --quiet --server-response --tries=1 --timeout=90 --max-redirect=0 --content-on-error --config="$work/wgetrc"
  [ -z "$file" ] || set -- "$@" --header='Content-Type: application/json' --post-file="$file"
  [ "$trust" = system ] || set -- "$@" --no-check-certificate --pinnedpubkey="$PULSE_PIN"
  wget "$@" --output-document="$work/answer" "$url" 2>"$work/trouble" || :
  status=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$work/trouble" | tail -n 1)
  [ -n "$status" ]
}

# What Pulse says of an error, without anything that a terminal would take for a command.
complaint() {
  said=$(field "$(tr -cd '\40-\176' <"$work/answer")" error)
  [ -n "$said" ] || said=${status:+it answered $status}
  printf '%s' "${said:-there was no answer}"
}

greet_pulse() {
  say "Asking Pulse at $PULSE_URL ..."
  ask "/api/setup-script?type=$PRODUCT&host=$HOST_URL"
  case $status in
    200) ;;
    '')
      cat "$work/trouble" >&2
      fail "Pulse does not answer at $PULSE_URL. Can this host reach it there? Else set publicUrl in its settings, and get a new command. Nothing was changed."
      ;;
    30?) fail "$PULSE_URL leads elsewhere: set publicUrl in the settings of Pulse to the address where it ends, and get a new command. Nothing was changed." ;;
    401) fail "Pulse does not let this host in: $(complaint). Get a new command, or set PULSE_REG_TOKEN to a registration token. Nothing was changed." ;;
    *) fail "Pulse refuses: $(complaint). Nothing was changed." ;;
  esac
  case $PULSE_URL in
    http://*) say "  Note: Pulse is asked without TLS; who can listen on this network can read the new token." ;;
  esac
}

# Tokens of this Pulse that older scripts made, each under a name of its own.
note_old_tokens() {
  old=$(printf '%s\n' "$1" | tr ',{}' '\n' | sed -n 's/.*"tokenid" *: *"\([^"]*\)".*/\1/p' | sed 's/.*!//' |
    grep -E "^$OLD_TOKENS-[0-9]{9,}\$") || return 0
  say "  Left as they are: older tokens of this Pulse. Remove those that nothing uses any more:"
  for one in $old; do
    say "    $REMOVE_TOKEN $USER_ID $one"
  done
}

register() {
  say "Registering $HOST_URL ..."
  printf '{"type":"%s","host":"%s","serverName":"%s","tokenId":"%s","tokenValue":"%s","fingerprint":"%s"' \
    "$PRODUCT" "$HOST_URL" "$name" "$USER_ID!$TOKEN_NAME" "$secret" "$fingerprint" >"$work/body"
  [ -z "$SETUP_CODE" ] || printf ',"setupCode":"%s"' "$SETUP_CODE" >>"$work/body"
  printf '}\n' >>"$work/body"
  ask /api/auto-register "$work/body"
  if [ "$status" = 200 ]; then
    say "Done. $HOST_URL is registered."
    warning=$(field "$(tr -cd '\40-\176' <"$work/answer")" warning)
    [ -z "$warning" ] || say "Note: $warning"
    return
  fi
  [ -n "$status" ] || cat "$work/trouble" >&2
  say "" >&2
  say "User and token are made, but Pulse did not take them: $(complaint)." >&2
  say "Run the command again (get a new one if its code has expired); or add the host in Pulse by hand:" >&2
  say "  address   $HOST_URL" >&2
  say "  token ID  $USER_ID!$TOKEN_NAME" >&2
  if [ -t 2 ]; then
    say "  secret    $secret" >&2
  else
    say "  secret    not shown, as this is no terminal; another run makes a new one" >&2
  fi
  fail "the host is not registered."
}

main
