// An S3 server for tests: s3rver, and in front of it what it lacks of multipart uploads: ListParts, AbortMultipartUpload,
// and the refusals that S3 gives at completion (NoSuchUpload, InvalidPart, EntityTooSmall).
// Says its port in a line of JSON. A line of JSON on standard input steers it; the process ends when standard input does, and its folder with it.
//   {"outageAfter": n}  serves n more requests, then breaks every line; null heals it
import { existsSync, rmSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import S3rver from 's3rver';

const [directory, port] = process.argv.slice(2);
const bucket = 'evidence';
const smallestPart = 5 * 1024 * 1024;
let left = Infinity;

const server = new S3rver({ address: '127.0.0.1', port: Number(port), silent: true, directory, configureBuckets: [{ name: bucket }] });
server.middleware.unshift(outage, multipart);

async function outage(ctx, next) {
  if (left-- > 0) return next();
  ctx.respond = false;
  ctx.req.socket.destroy();
}

async function multipart(ctx, next) {
  if (!ctx.query.uploadId) return next();
  const folder = join(directory, bucket, '._S3rver_uploads', ctx.query.uploadId);
  if (!existsSync(folder)) return refuse(ctx, 404, 'NoSuchUpload');
  if (ctx.method === 'GET') return list(ctx, folder);
  if (ctx.method === 'POST') return complete(ctx, folder, next);
  if (ctx.method !== 'DELETE') return next();
  await rm(folder, { recursive: true });
  ctx.status = 204;
}

async function list(ctx, folder) {
  const after = Number(ctx.query['part-number-marker'] ?? 0);
  const most = Math.min(Number(ctx.query['max-parts'] ?? 1000), 1000);
  const all = (await parts(folder)).filter(part => part.number > after);
  const page = all.slice(0, most);
  const xml = page.map(p => `<Part><PartNumber>${p.number}</PartNumber><ETag>&quot;${p.etag}&quot;</ETag><Size>${p.size}</Size></Part>`).join('');
  ctx.type = 'application/xml';
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?><ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><UploadId>${ctx.query.uploadId}</UploadId>`
    + `<MaxParts>${most}</MaxParts><IsTruncated>${all.length > page.length}</IsTruncated><NextPartNumberMarker>${page.at(-1)?.number ?? after}</NextPartNumberMarker>${xml}</ListPartsResult>`;
}

async function complete(ctx, folder, next) {
  const chunks = [];
  for await (const chunk of ctx.req) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const there = new Map((await parts(folder)).map(part => [part.number, part]));
  const named = [...body.toString().matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => {
    const held = there.get(Number(/<PartNumber>(\d+)</.exec(part)[1]));
    return held?.etag === /<ETag>(?:"|&quot;)?([0-9a-f]+)/.exec(part)?.[1] ? held : null;
  });
  if (named.length === 0 || named.includes(null)) return refuse(ctx, 400, 'InvalidPart');
  if (named.slice(0, -1).some(part => part.size < smallestPart)) return refuse(ctx, 400, 'EntityTooSmall');
  ctx.req = Readable.from([body]);
  return next();
}

async function parts(folder) {
  const names = (await readdir(folder)).filter(name => /^\d+$/.test(name) && existsSync(join(folder, `${name}.md5`)));
  const read = names.map(async name => ({
    number: Number(name), size: (await stat(join(folder, name))).size, etag: await readFile(join(folder, `${name}.md5`), 'utf8'),
  }));
  return (await Promise.all(read)).sort((a, b) => a.number - b.number);
}

function refuse(ctx, status, code) {
  ctx.status = status;
  ctx.type = 'application/xml';
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}

const { port: actual } = await server.run();
console.log(JSON.stringify({ port: actual }));
createInterface({ input: process.stdin })
  .on('line', line => {
    left = JSON.parse(line).outageAfter ?? Infinity;
    console.log('{"done":0}');
  })
  .on('close', () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  });
