# pulse: completion for fish
#   pulse completion fish | source                                    now
#   pulse completion fish > ~/.config/fish/completions/pulse.fish     always

function __pulse_complete
  set -l words (commandline -opc)
  pulse complete -- $words[2..-1] (commandline -ct | string collect --allow-empty) 2> /dev/null
end
complete -c pulse -f -a '(__pulse_complete)'
