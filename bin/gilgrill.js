#!/usr/bin/env node
// Plain old syntax up to the import, so that an old Node reaches the message.
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write("gilgrill needs Node 20 or newer; this is Node " + process.versions.node + "\n");
  process.exit(2);
} else {
  import("../dist/cli.js").catch((error) => {
    if (error && error.code === "ERR_MODULE_NOT_FOUND" && /dist[\\/]cli\.js/.test(error.message)) {
      process.stderr.write("gilgrill is not built yet: run `npm run build` in its folder first\n");
    } else {
      process.stderr.write(String((error && error.stack) || error) + "\n");
    }
    process.exit(1);
  });
}
