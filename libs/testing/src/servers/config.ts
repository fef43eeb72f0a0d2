/** What the surroundings say; read here and nowhere else. */
export const omgeving = {
  pad: (): string => process.env['PATH'] ?? '',
  dockerHost: (): string | undefined => process.env['DOCKER_HOST'],
  dockerOverTls: (): boolean => Boolean(process.env['DOCKER_TLS_VERIFY']),
  /** For a child process that needs a few settings of its own. */
  met: (eigen: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...eigen }),
};
