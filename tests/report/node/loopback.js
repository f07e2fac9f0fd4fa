// The store listens on every network of the computer; this keeps it on the computer itself.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port === 'object' && port !== null) {
    return listen.call(this, { ...port, host: '127.0.0.1' }, ...rest);
  }
  return listen.call(this, port, '127.0.0.1', ...rest.filter((x) => typeof x !== 'string'));
};
