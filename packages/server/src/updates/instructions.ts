/** How a deployment is updated, in words and commands; settings and data stay in all of them. */
export function updateInstructions(deploymentType: string): string {
  switch (deploymentType) {
    case 'docker':
      return 'Pull the new image and recreate the container: docker compose pull && docker compose up -d. The data stay in their volume.'
    case 'proxmoxve':
      return 'Open the console of the LXC container and type: update'
    case 'systemd':
      return 'Get the new release and run its install script again; it replaces the program, restarts the service and leaves the data alone.'
    default:
      return 'Get the new release, run npm ci in its folder and start it again with the same data directory.'
  }
}
