import type { Directory } from '../../src/core/people/directory-schema.js'

/** The directory with these organisations in Teams and all others in Slack. */
export function onPlatforms(directory: Directory, inTeams: readonly string[]): Directory {
  const place = (organisation: string) => (inTeams.includes(organisation) ? 'teams' : 'slack')
  const number = (organisation: string) =>
    String(directory.organisations.findIndex(({ id }) => id === organisation)).padStart(3, '0')
  const tenant = (organisation: string) =>
    place(organisation) === 'teams'
      ? `00000000-0000-4000-8000-000000000${number(organisation)}`
      : `T${number(organisation)}`
  return {
    ...directory,
    workspaces: directory.workspaces.map((workspace) => ({
      ...workspace,
      platform: place(workspace.organisation),
      tenant: tenant(workspace.organisation),
    })),
    channels: directory.channels.map((channel) => ({
      ...channel,
      platform: place(channel.organisation),
      tenant: tenant(channel.organisation),
      id:
        place(channel.organisation) === 'teams'
          ? `19:${channel.organisation}@thread.tacv2`
          : `C${number(channel.organisation)}`,
    })),
  }
}
