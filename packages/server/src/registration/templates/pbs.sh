# Proxmox Backup Server: the command is proxmox-backup-manager.

PORT=8007
USER_ID='pulse-monitor@pbs'
COMMENT='Monitoring by Pulse'
REMOVE_TOKEN='proxmox-backup-manager user delete-token'

need_host_tools() {
  command -v proxmox-backup-manager >/dev/null 2>&1 ||
    fail "proxmox-backup-manager is missing: this is no Proxmox Backup Server. Run it on the server itself."
}

read_fingerprint() {
  info=$(proxmox-backup-manager cert info) || fail "the certificate of this server cannot be read."
  fingerprint=$(printf '%s\n' "$info" | sed -n 's/^Fingerprint (sha256): *\([0-9A-Fa-f:]*\).*/\1/p' | head -n 1)
  only "$fingerprint" '0-9A-Fa-f:' || fail "this server has no certificate that Pulse could know it by."
}

make_user() {
  users=$(proxmox-backup-manager user list --output-format json) || fail "the users cannot be listed."
  if has "$users" userid "$USER_ID"; then
    run "user $USER_ID" proxmox-backup-manager user update "$USER_ID" --enable true --expire 0
  else
    run "user $USER_ID, without a password" proxmox-backup-manager user create "$USER_ID" --comment "$COMMENT"
  fi
  grant "$USER_ID" "the user"
}

# A role further down replaces what comes from above, which takes nothing away on a path of its own.
grant() {
  run "role Audit on / for $2" proxmox-backup-manager acl update / Audit --auth-id "$1" --propagate true
  run "role RemoteAudit on /remote for $2" \
    proxmox-backup-manager acl update /remote RemoteAudit --auth-id "$1" --propagate true
}

# A token has only the rights that are given to it, and no more than its user.
make_token() {
  tokens=$(proxmox-backup-manager user list-tokens "$USER_ID" --output-format json) ||
    fail "the tokens cannot be listed."
  note_old_tokens "$tokens"
  ! has "$tokens" tokenid "$USER_ID!$TOKEN_NAME" ||
    run "the old secret of $USER_ID!$TOKEN_NAME is void" \
      proxmox-backup-manager user delete-token "$USER_ID" "$TOKEN_NAME"
  # It has no option for JSON alone: "Result: " stands before it.
  made=$(proxmox-backup-manager user generate-token "$USER_ID" "$TOKEN_NAME" --comment "$COMMENT") ||
    fail "the token cannot be made. Run the command again."
  secret=$(field "$made" value)
  only "$secret" 'A-Za-z0-9-' || fail "the token was made, but its secret is not to be found. Run the command again."
  say "  token $USER_ID!$TOKEN_NAME"
  grant "$USER_ID!$TOKEN_NAME" "the token"
}
