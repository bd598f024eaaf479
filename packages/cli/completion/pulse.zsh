#compdef pulse
# pulse: completion for zsh
#   source <(pulse completion zsh)                        now, after compinit
#   pulse completion zsh > "${fpath[1]}/_pulse"           always

_pulse() {
  local -a found
  found=("${(@f)$(pulse complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)}")
  found=(${found:#})
  if (( $#found == 0 )); then _files; return; fi
  compadd -S '' -- ${(M)found:#*[/=]}
  compadd -- ${found:#*[/=]}
}
if [[ $funcstack[1] == _pulse ]]; then _pulse "$@"; else compdef _pulse pulse; fi
