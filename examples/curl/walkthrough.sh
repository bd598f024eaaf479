#!/bin/sh
# Logs in to Proxmox VE and shows version, nodes and the state of each node. Needs curl and jq; openssl, too, where a
# fingerprint is pinned. The variables are told in ../README.md.
set -eu

fail() {
  printf 'walkthrough: %s\n' "$1" >&2
  exit 1
}

base=${PVE_BASE_URL:-}
[ -n "$base" ] || fail 'Set PVE_BASE_URL, such as https://pve.example.org:8006'
base=${base%/}

# A text for a line of curl's configuration. Secrets go there, through a pipe: arguments are seen by every user.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# Which certificate is believed, as configuration of curl.
trust() {
  if [ -n "${PVE_FINGERPRINT:-}" ]; then
    # Nothing secret is sent here. curl knows pins of public keys only, so the key is taken from the right certificate.
    address=${base#https://}
    address=${address%%/*}
    case $address in *:*) ;; *) address=$address:443 ;; esac
    certificate=$(openssl s_client -connect "$address" -servername "${address%:*}" </dev/null 2>/dev/null | openssl x509 2>/dev/null) ||
      fail "No answer from $base"
    wanted=$(printf '%s' "$PVE_FINGERPRINT" | tr -d ': ' | tr 'a-f' 'A-F')
    met=$(printf '%s\n' "$certificate" | openssl x509 -noout -fingerprint -sha256 | sed 's/.*=//' | tr -d ':')
    case ,$wanted, in
      *",$met,"*) ;;
      *) fail "The certificate of $base is not the expected one" ;;
    esac
    pin=$(printf '%s\n' "$certificate" | openssl x509 -noout -pubkey | openssl pkey -pubin -outform der |
      openssl dgst -sha256 -binary | openssl base64 -A)
    printf 'insecure\npinnedpubkey = "sha256//%s"\n' "$pin"
  elif [ -n "${PVE_CA_FILE:-}" ]; then
    printf 'cacert = %s\n' "$(quoted "$PVE_CA_FILE")"
  elif [ "${PVE_INSECURE:-}" = 1 ]; then
    printf 'insecure\n'
  fi
}

# call METHOD PATH: prints the field `data` of the answer. More configuration comes from standard input.
call() {
  url=$(quoted "$base/api2/json$2")
  code=0
  answer=$({
    printf 'silent\nmax-time = 20\nrequest = %s\nurl = %s\nwrite-out = "\\n%%{http_code}"\n%s\n' "$1" "$url" "$believed"
    cat
  } | curl --config -) || code=$?
  case $code in
    0) ;;
    51 | 60 | 90) fail "The certificate of $base is not the expected one" ;;
    *) fail "No answer from $base" ;;
  esac
  status=$(printf '%s' "$answer" | tail -n 1)
  case $status in
    200) printf '%s' "$answer" | sed '$d' | jq .data ;;
    401) fail "The login as $who was refused" ;;
    *) fail "$1 $2 was answered with status $status" ;;
  esac
}

get() {
  printf '%s\n' "$login" | call GET "$1"
}

believed=$(trust)
if [ -n "${PVE_TOKEN_ID:-}" ]; then
  who=$PVE_TOKEN_ID
  login="header = $(quoted "Authorization: PVEAPIToken=$PVE_TOKEN_ID=${PVE_TOKEN_SECRET:-}")"
else
  who=${PVE_USERNAME:-}
  [ -n "$who" ] || fail 'Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD'
  case $who in *@*) ;; *) who=$who@${PVE_REALM:-pam} ;; esac
  ticket=$(
    printf 'data-urlencode = %s\n' "$(quoted "username=$who")" "$(quoted "password=${PVE_PASSWORD:-}")" |
      call POST /access/ticket | jq -r .ticket
  )
  [ -n "$ticket" ] || exit 1
  # Good for two hours. Writes need the header CSRFPreventionToken as well; reading does not.
  login="header = $(quoted "Cookie: PVEAuthCookie=$(printf '%s' "$ticket" | jq -sRr @uri)")"
fi

version=$(get /version)
printf 'Logged in as %s\n' "$who"
printf 'Proxmox VE %s\n' "$(printf '%s' "$version" | jq -r .version)"

nodes=$(get /nodes)
printf '%s' "$nodes" | jq -r '"Nodes: " + (sort_by(.node) | map("\(.node) (\(.status))") | join(", "))'

for node in $(printf '%s' "$nodes" | jq -r 'sort_by(.node) | .[] | select(.status == "online") | .node'); do
  state=$(get "/nodes/$node/status")
  printf '%s' "$state" | jq -r --arg node "$node" '
    def mib: . / 1048576 | floor;
    "\($node): \(.cpuinfo.cpus) processors at \(.cpu * 100 | floor) %, " +
    "\(.memory.used | mib) of \(.memory.total | mib) MiB memory, up \(.uptime / 86400 | floor) days"'
done
