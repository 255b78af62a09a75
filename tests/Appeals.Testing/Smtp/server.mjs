// A real SMTP server for tests, behind a line that can fail. Prints one JSON line per event; reads one JSON line per command from standard input.
//   {"listening": 40001}   it is ready
//   {"replies": 2}         that many answers are set
//   {"faults": 2}          that many faults are set
//   {"connections": 3}     how many connections there were
//   {"mail": {subject, from: {name, address}, to, headers, text, html, sevenBit, encrypted}}   it took a mail
// Commands:
//   {"replies": [451, 550]}   what the next recipients are answered; after that every one is taken
//   {"faults": ["silent", …]} what goes wrong with the next connections, one each (see below)
//   {"connections": true}     asks how many there were
import { createInterface } from 'node:readline';
import { connect, createServer } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const { user, password, key, cert } = JSON.parse(process.argv[2] ?? '{}');
const say = event => process.stdout.write(JSON.stringify(event) + '\n');
const failure = (code, text) => Object.assign(new Error(text), { responseCode: code });
const replies = [];
const faults = [];
let connections = 0;

const server = new SMTPServer({
  key, cert,
  disabledCommands: [...(cert ? [] : ['STARTTLS']), ...(user ? [] : ['AUTH'])],
  allowInsecureAuth: !cert,
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
    try {
      for await (const chunk of stream) chunks.push(chunk);
    } catch {
      // a mail that was cut off is none
      return done(failure(451, 'Cut off'));
    }
    const raw = Buffer.concat(chunks);
    const { subject, from, to, headers, text, html } = await PostalMime.parse(raw);
    say({ mail: { subject, from, to: to[0], headers: Object.fromEntries(headers.map(h => [h.key, h.value])), text, html, sevenBit: raw.every(byte => byte < 128), encrypted: session.secure } });
    done();
  },
});

// The line: what happens to one connection.
//   silent      accepts and never says anything            drop       hangs up before the greeting
//   junk        another protocol's greeting                 endless    a greeting that never ends
//   drip        the server's words come a byte at a time    mid-data   hangs up while the mail comes in
//   after-dot   hangs up when the server has the whole mail, before it can say so
//   VERB code text, VERB one of MAIL, RCPT, DATA or DOT: that answer instead of the server's
const line = createServer(client => {
  connections++;
  client.on('error', () => {});
  const fault = faults.shift() ?? '';
  if (fault === 'silent') return client.resume();
  if (fault === 'drop') return client.destroy();
  if (fault === 'junk') return client.end('SSH-2.0-OpenSSH_9.2\r\n');
  if (fault === 'endless') {
    const timer = setInterval(() => client.write('220-and so on\r\n'), 50);
    return client.resume().on('close', () => clearInterval(timer));
  }
  const upstream = connect(server.server.address().port, '127.0.0.1');
  upstream.on('error', () => {}).on('close', () => client.end());
  client.on('close', () => upstream.destroy());
  upstream.on('data', async words => {
    if (fault === 'after-dot' && inData === 'over') return client.destroy();
    if (fault !== 'drip') return client.write(words);
    for (const byte of words) { client.write(Buffer.of(byte)); await new Promise(next => setTimeout(next, 2)); }
  });
  const [verb, ...answer] = fault.split(' ');
  let inData = '';
  let tail = '';
  let cut = false;
  client.on('data', words => {
    const text = words.toString('latin1');
    if (cut) return client.end('221 Bye\r\n');
    if (inData !== 'now' && verb === text.slice(0, 4).toUpperCase()) return client.write(answer.join(' ') + '\r\n');
    if (inData !== 'now') {
      if (text.toUpperCase() === 'DATA\r\n') inData = 'now';
      return upstream.write(words);
    }
    const over = (tail + text).includes('\r\n.\r\n');
    tail = (tail + text).slice(-4);
    if (over) inData = 'over';
    if (fault === 'mid-data') { upstream.destroy(); return client.destroy(); }
    if (verb === 'DOT' && over) { cut = true; upstream.removeAllListeners('close').destroy(); return client.write(answer.join(' ') + '\r\n'); }
    upstream.write(words);
  });
});

createInterface({ input: process.stdin }).on('line', text => {
  const command = JSON.parse(text);
  if (command.replies) say({ replies: replies.push(...command.replies) });
  else if (command.faults) say({ faults: faults.push(...command.faults) });
  else say({ connections });
}).on('close', () => process.exit());
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => line.listen(0, '127.0.0.1', () => say({ listening: line.address().port })));
