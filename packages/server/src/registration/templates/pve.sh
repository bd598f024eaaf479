# Proxmox VE: the commands are pveum and pvenode.

PORT=8006
USER_ID='pulse-monitor@pam'
ROLE='PulseMonitor'
COMMENT='Monitoring by Pulse'
REMOVE_TOKEN='pveum user token remove'

need_host_tools() {
  for tool in pveum pvenode; do
    command -v "$tool" >/dev/null 2>&1 ||
      fail "$tool is missing: this is no Proxmox VE host. Run it on the host itself, not in a guest."
  done
}

# The certificate that the host shows: its own one if it has any, else that of the cluster's authority.
read_fingerprint() {
  list=$(pvenode cert info --output-format json) || fail "the certificates of this host cannot be read."
  rows=$(printf '%s\n' "$list" | tr -d '\n' | tr '}' '\n')
  for file in pveproxy-ssl.pem pve-ssl.pem; do
    row=$(printf '%s\n' "$rows" | grep "\"filename\" *: *\"$file\"") || continue
    fingerprint=$(field "$row" fingerprint)
    ! only "$fingerprint" '0-9A-Fa-f:' || return 0
  done
  fail "this host has no certificate that Pulse could know it by."
}

make_user() {
  roles=$(pveum role list --output-format json) || fail "the roles cannot be listed."
  # 9.0 took VM.Monitor away and has a privilege for reading what the guest agent says.
  case $roles in
    *VM.GuestAgent.Audit*) agent=VM.GuestAgent.Audit ;;
    *) agent=VM.Monitor ;;
  esac
  privileges="Datastore.Audit,Sys.Audit,VM.Audit,$agent"
  # Proxmox lists the backups on a storage only to those who may use them.
  [ "$BACKUP_PERMS" = false ] || privileges="$privileges,Datastore.AllocateSpace,VM.Backup"
  if has "$roles" roleid "$ROLE"; then
    run "role $ROLE: $privileges" pveum role modify "$ROLE" --privs "$privileges" --append 1
  else
    run "role $ROLE: $privileges" pveum role add "$ROLE" --privs "$privileges"
  fi

  users=$(pveum user list --output-format json) || fail "the users cannot be listed."
  if has "$users" userid "$USER_ID"; then
    run "user $USER_ID" pveum user modify "$USER_ID" --enable 1 --expire 0
  else
    run "user $USER_ID, without a password" pveum user add "$USER_ID" --comment "$COMMENT"
  fi
  run "role $ROLE on / for the user" pveum acl modify / --users "$USER_ID" --roles "$ROLE" --propagate 1
}

# The token has only what both it and the user are given.
make_token() {
  tokens=$(pveum user token list "$USER_ID" --output-format json) || fail "the tokens cannot be listed."
  note_old_tokens "$tokens"
  ! has "$tokens" tokenid "$TOKEN_NAME" ||
    run "the old secret of $USER_ID!$TOKEN_NAME is void" pveum user token remove "$USER_ID" "$TOKEN_NAME"
  made=$(pveum user token add "$USER_ID" "$TOKEN_NAME" --privsep 1 --comment "$COMMENT" --output-format json) ||
    fail "the token cannot be made. Run the command again."
  secret=$(field "$made" value)
  only "$secret" 'A-Za-z0-9-' || fail "the token was made, but its secret is not to be found. Run the command again."
  say "  token $USER_ID!$TOKEN_NAME"
  run "role $ROLE on / for the token" pveum acl modify / --tokens "$USER_ID!$TOKEN_NAME" --roles "$ROLE" --propagate 1
}
