#!/usr/bin/env node
/**
 * Checks a research bundle without network: that every byte is as it was signed, and by whom it was signed.
 *
 *   node verify-bundle.mjs bundle.zip --keys research-keys.json
 *
 * The keys are at /.well-known/research-keys.json of the site that the bundle is from. Get them once, by a way that you
 * trust. This is one file without dependencies for Node.js 18 and later, so that you can read all of it before you run it.
 * It ends with 0 where the bundle holds, 1 where it does not, and 2 where it was called wrongly.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MANIFEST = "manifest.json";
const SIGNATURE = "manifest.jws";
const TYPE = "research-manifest+jws";
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

class Refused extends Error {}

const CRC = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** @param {Buffer} bytes */
function crc32(bytes) {
  let rest = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) rest = (rest >>> 8) ^ CRC[(rest ^ bytes[at]) & 255];
  return (rest ^ 0xffffffff) >>> 0;
}

/**
 * The files of an archive, from its start up to the list at its end.
 * @param {Buffer} zip
 * @returns {{ name: string, bytes: Buffer }[]}
 */
function filesOf(zip) {
  const files = [];
  let at = 0;
  while (at + LOCAL_BYTES <= zip.length && zip.readUInt32LE(at) === LOCAL) {
    const size = zip.readUInt32LE(at + 18);
    const name = at + LOCAL_BYTES;
    const start = name + zip.readUInt16LE(at + 26);
    if (start + size > zip.length) throw new Refused("The archive ends within a file.");
    files.push({ name: zip.toString("latin1", name, start), bytes: zip.subarray(start, start + size) });
    at = start + size;
  }
  if (files.length === 0) throw new Refused("This is no research bundle.");
  return files;
}

/**
 * The archive that these files make: stored, without times. There is one way to write it, so nothing can be hidden in it.
 * @param {{ name: string, bytes: Buffer }[]} files
 */
function archiveOf(files) {
  const parts = [];
  const list = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name, "latin1"), 22);
    const text = Buffer.from(name, "latin1");
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from("504b0304", "hex"), fields, text, bytes);
    list.push(Buffer.from("504b01021400", "hex"), fields, place, text);
    offset += 30 + text.length + bytes.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/**
 * Base64url in the one spelling that it has.
 * @param {string} text
 */
function decoded(text) {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text)
    throw new Refused("The signature is not written as it should be.");
  return bytes;
}

/**
 * The key's name: its thumbprint (RFC 7638).
 * @param {string} x
 */
function nameOf(x) {
  return createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
}

/**
 * What was signed, once the signature holds.
 * @param {string} jws
 * @param {{ kid?: string, kty?: string, crv?: string, x?: string }[]} keys
 */
function signedOf(jws, keys) {
  const [head = "", body = "", signature = "", ...more] = jws.split(".");
  if (more.length > 0 || signature === "") throw new Refused("The signature is not written as it should be.");
  const { alg, kid, typ } = JSON.parse(decoded(head).toString("utf8"));
  if (alg !== "EdDSA" || typ !== TYPE)
    throw new Refused("The signature is of a kind that this does not know.");
  if (typeof kid !== "string" || !/^[\w-]{43}$/.test(kid)) throw new Refused("The signature names no key.");
  const key = keys.find((one) => one.kty === "OKP" && one.crv === "Ed25519" && nameOf(one.x ?? "") === kid);
  if (key === undefined) throw new Refused(`It was signed with the key ${kid}, which is not among yours.`);
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key.x }, format: "jwk" });
  const holds = verify(null, Buffer.from(`${head}.${body}`), publicKey, decoded(signature));
  if (!holds) throw new Refused("The signature does not fit the manifest.");
  return { kid, payload: decoded(body) };
}

/**
 * Checks a bundle. Throws an error that says what is wrong with it.
 * @param {Buffer} zip
 * @param {{ keys: { kid?: string, kty?: string, crv?: string, x?: string }[] }} keySet a JSON Web Key Set
 * @returns {{ kid: string, manifest: Record<string, any> }}
 */
export function verifyBundle(zip, { keys }) {
  const files = filesOf(zip);
  if (!archiveOf(files).equals(zip)) throw new Refused("The archive is not laid out as it was made.");
  const held = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const [manifestBytes, jws] = [held.get(MANIFEST), held.get(SIGNATURE)];
  if (manifestBytes === undefined || jws === undefined) throw new Refused("It has no signed manifest.");
  const { kid, payload } = signedOf(jws.toString("latin1"), keys);
  if (!payload.equals(manifestBytes)) throw new Refused("The manifest is not the one that was signed.");
  const manifest = JSON.parse(payload.toString("utf8"));
  const expected = [MANIFEST, SIGNATURE, ...manifest.files.map((/** @type {any} */ file) => file.path)];
  if (JSON.stringify(files.map(({ name }) => name)) !== JSON.stringify(expected))
    throw new Refused("Its files are not those that the manifest lists.");
  for (const { path, sha256 } of manifest.files) {
    const hash = createHash("sha256")
      .update(held.get(path) ?? "")
      .digest("hex");
    if (hash !== sha256) throw new Refused(`${path} is not the file that was signed.`);
  }
  return { kid, manifest };
}

/**
 * Text without control characters: what a file says cannot write lines of its own, nor steer the terminal.
 * @param {string} line
 */
const plain = (line) => line.replace(/[^\x20-\x7e\u00a0-\u024f]/g, "?");
/** @param {string} line */
const say = (line) => process.stdout.write(`${plain(line)}\n`);
/** @param {string} line */
const complain = (line) => process.stderr.write(`${plain(line)}\n`);

/** @param {string[]} words */
function main(words) {
  const at = words.indexOf("--keys");
  const [path, ...rest] = words.filter((_, place) => at === -1 || (place !== at && place !== at + 1));
  const keyPath = at === -1 ? undefined : words[at + 1];
  if (path === undefined || keyPath === undefined || rest.length > 0) {
    complain("Call: node verify-bundle.mjs bundle.zip --keys research-keys.json");
    complain("The keys are at /.well-known/research-keys.json of the site that the bundle is from.");
    return 2;
  }
  let keySet;
  let zip;
  try {
    zip = readFileSync(path);
    keySet = JSON.parse(readFileSync(keyPath, "utf8"));
    if (!Array.isArray(keySet.keys)) throw new Error(`${keyPath} is no JSON Web Key Set.`);
  } catch (error) {
    complain(`Could not be read: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
  try {
    const { kid, manifest } = verifyBundle(zip, keySet);
    const { edition, release, files } = manifest;
    say("The bundle holds: every byte is as it was signed.");
    say(`  signed with  ${kid}`);
    say(`  edition      ${edition.quarter}${edition.synthetic ? " (synthetic)" : ""}, ${edition.commitment}`);
    say(`  release      ${release.id}, ${release.released_at}`);
    say(`  mechanism    ${release.mechanism}, epsilon ${release.epsilon_milli / 1000}`);
    for (const { path: name, bytes, sha256 } of files) say(`  ${sha256}  ${name} (${bytes} bytes)`);
    return 0;
  } catch (error) {
    complain(`Refused: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

/** Whether this was called, and not imported. Both paths are followed, as Node may have kept a link in either. */
function isCalled() {
  if (process.argv[1] === undefined) return false;
  const self = realpathSync(fileURLToPath(import.meta.url));
  try {
    return realpathSync(process.argv[1]) === self;
  } catch {
    return false;
  }
}

if (isCalled()) process.exit(main(process.argv.slice(2)));
