// A real SMTP server for tests. Prints one JSON line per event; reads one JSON line per command from standard input.
//   {"listening": 40001}   it is ready
//   {"replies": 2}         that many answers are set
//   {"mail": {subject, from: {name, address}, to, headers, text, html, sevenBit}}   it took a mail
// Command {"replies": [451, 550]} is what the next recipients are answered; after that every one is taken.
import { createInterface } from 'node:readline';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const [user, password] = process.argv.slice(2);
const say = event => process.stdout.write(JSON.stringify(event) + '\n');
const failure = (code, text) => Object.assign(new Error(text), { responseCode: code });
const replies = [];

const server = new SMTPServer({
  disabledCommands: user ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
  allowInsecureAuth: true,
  authOptional: !user,
  disableReverseLookup: true,
  onAuth: (auth, session, done) =>
    auth.username === user && auth.password === password ? done(null, { user }) : done(failure(535, 'Authentication failed')),
  onRcptTo: (address, session, done) => {
    const code = replies.shift() ?? 250;
    if (code === 250) return done();
    done(failure(code, `<${address.address}> not now`));
  },
  onData: async (stream, session, done) => {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const { subject, from, to, headers, text, html } = await PostalMime.parse(raw);
    say({ mail: { subject, from, to: to[0], headers: Object.fromEntries(headers.map(h => [h.key, h.value])), text, html, sevenBit: raw.every(byte => byte < 128) } });
    done();
  },
});

createInterface({ input: process.stdin }).on('line', line => {
  replies.push(...JSON.parse(line).replies);
  say({ replies: replies.length });
}).on('close', () => process.exit());
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ listening: server.server.address().port }));
