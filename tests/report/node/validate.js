// Reads a JSON list of statements on standard input; prints {"statements": N, "warnings": [[place, text], ...]}.
const { createRequire } = require('module');
const validate = createRequire(process.cwd() + '/')('@learninglocker/xapi-validation').default;
const statements = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const warnings = [];
statements.forEach((one, place) => validate(one).forEach((w) => warnings.push([place, String(w)])));
process.stdout.write(JSON.stringify({ statements: statements.length, warnings }));
