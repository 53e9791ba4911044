/** Who can sign in to the demo. The names and passwords are those that the program prints. */

export interface Person {
  user: string;
  password: string;
  /** The cloud as the sign-in form shows it; the form's own choice where absent. */
  cloud?: string;
}

const password = 'slipway';

export const people = {
  /** May do everything in the account SLIP. */
  admin: { user: 'admin', password },
  /** May switch servers on and off. */
  operator: { user: 'operator', password },
  /** May only look. */
  viewer: { user: 'viewer', password },
  /** Administers another account, and must see nothing of SLIP. */
  other: { user: 'other', password },
  /** Starts and cancels executions in a tenant of the Cloudify Manager. */
  ursula: { user: 'ursula', password: 'ursula123', cloud: 'Cloudify' },
  /** Starts executions in two of its tenants. */
  otto: { user: 'otto', password: 'otto123', cloud: 'Cloudify' },
} satisfies Record<string, Person>;
