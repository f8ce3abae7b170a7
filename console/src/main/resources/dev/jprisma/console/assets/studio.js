// Before Studio's own script: what that asks for, wherever it stands, is of the instance in the address.
{
  const fetchAnything = window.fetch;
  const answers = `${location.pathname.replace(/\/$/, '')}/bff`;
  window.__STUDIO_CONFIG__ = { adapter: 'postgres' };
  window.fetch = (address, options) => {
    // It carries SQL, and stays here.
    if (address === '/telemetry') return Promise.resolve(new Response());
    if (address !== '/bff') return fetchAnything(address, options);
    return fetchAnything(answers, { ...options, headers: { ...options.headers, 'X-Jprisma-Console': '1' } });
  };
}
