# pulse: completion for bash
#   source <(pulse completion bash)                                                now
#   pulse completion bash > ~/.local/share/bash-completion/completions/pulse      always

# Bash takes `=` and `:` for ends of words; what stands before them must not be given again.
_pulse() {
  local line=${COMP_LINE:0:COMP_POINT} words=() word before
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  word=${words[-1]}
  before=${word%"${word##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r word; do
    [[ $word == *[/=] ]] || word+=' '
    COMPREPLY+=("${word#"$before"}")
  done < <(pulse complete -- "${words[@]:1}" 2> /dev/null)
}
complete -o nospace -o default -F _pulse pulse
