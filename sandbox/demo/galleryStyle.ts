export const style = `
:root { color-scheme: light dark; --ground: #f6f5f2; --card: #ffffff; --ink: #1d1c1a;
	--soft: #6d6a64; --line: #e3e0d9; --accent: #ea4b71; }
@media (prefers-color-scheme: dark) { :root { --ground: #141316; --card: #1e1d21; --ink: #eeecea;
	--soft: #98949e; --line: #2e2c33; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 48px clamp(16px, 4vw, 64px) 96px;
	background: var(--ground); color: var(--ink);
	font: 15px/1.5 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
header { margin-bottom: 56px; border-left: 4px solid var(--accent); padding-left: 20px; }
h1 { margin: 0 0 8px; font-size: 34px; line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 0; font-size: 20px; letter-spacing: -0.01em; }
header p, .file { margin: 0; color: var(--soft); }
code { font: 0.92em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
main { display: flex; flex-wrap: wrap; gap: 56px 16px; align-items: flex-start; }
section { width: calc(var(--cards) * 268px - 16px); max-width: 100%; }
.grid { display: grid; gap: 16px; margin-top: 16px; align-items: start;
	grid-template-columns: repeat(auto-fill, minmax(252px, 1fr)); }
article { overflow: hidden; background: var(--card); border: 1px solid var(--line);
	border-radius: 12px; }
img { display: block; width: 100%; height: auto; background: var(--line); }
.prompt { display: -webkit-box; margin: 14px 16px 10px; overflow: hidden; -webkit-line-clamp: 2;
	-webkit-box-orient: vertical; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0; font-size: 12.5px;
	padding: 10px 16px 16px; border-top: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.failed { color: var(--accent); font-weight: 600; }
.failed-row { border-style: dashed; border-color: var(--accent); padding-top: 14px; }
.failed-row h3, .failed-row p { margin: 0 16px 8px; }
.failed-row h3 { font-size: 14px; color: var(--accent); }
`;
