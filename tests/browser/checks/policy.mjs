// Every page carries a strict Content-Security-Policy, ahead of all it governs.
export function checkPolicy({ visits }) {
  return visits.flatMap(({ page, policy }) => faultsOf(policy).map((fault) => `${page}: ${fault}`));
}

function faultsOf(policy) {
  if (!policy) return ['has no Content-Security-Policy in its head'];
  const faults = [];
  if (!policy.first) faults.push('its policy comes after a link, script or style');
  if (!/(^|;)\s*default-src 'none'/.test(policy.content)) faults.push("its policy lacks default-src 'none'");
  for (const [word] of policy.content.matchAll(/'unsafe-[^']*'/g)) faults.push(`its policy allows ${word}`);
  return faults;
}
