import type { Directory } from '../../src/core/people/directory-schema.js'

type Platform = Directory['workspaces'][number]['platform']

/**
 * The directory with these organisations in Teams and all others in Slack. Those on both have a workspace and a tenant,
 * and their channel in Slack.
 */
export function onPlatforms(
  directory: Directory,
  inTeams: readonly string[],
  onBoth: readonly string[] = [],
): Directory {
  const place = (organisation: string): Platform => (inTeams.includes(organisation) ? 'teams' : 'slack')
  const places = (organisation: string): Platform[] =>
    onBoth.includes(organisation) ? ['slack', 'teams'] : [place(organisation)]
  const number = (organisation: string) =>
    String(directory.organisations.findIndex(({ id }) => id === organisation)).padStart(3, '0')
  const tenant = (organisation: string, platform: Platform) =>
    platform === 'teams'
      ? `00000000-0000-4000-8000-000000000${number(organisation)}`
      : `T${number(organisation)}`
  return {
    ...directory,
    workspaces: directory.workspaces.flatMap((workspace) =>
      places(workspace.organisation).map((platform) => ({
        ...workspace,
        platform,
        tenant: tenant(workspace.organisation, platform),
      })),
    ),
    channels: directory.channels.map((channel) => {
      const [platform = 'slack'] = places(channel.organisation)
      return {
        ...channel,
        platform,
        tenant: tenant(channel.organisation, platform),
        id:
          platform === 'teams'
            ? `19:${channel.organisation}@thread.tacv2`
            : `C${number(channel.organisation)}`,
      }
    }),
  }
}
