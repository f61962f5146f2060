#!/usr/bin/env python3
"""The PyTorch contender of the race: the same VAE, loss and optimiser, in eager mode.

Prints READY with its version, or SKIP with the reason why it cannot race, then answers lines of its input:
  check IN OUT   loss and gradients for the weights, examples and noise of IN (safetensors) go to
                 OUT as little-endian float32, the loss first; answers CHECKED
  go SECONDS     trains that long; answers "steps median_us p10_us mean_us loss"
End of input ends it.
"""
import argparse
import json
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

LOG_TWO_PI = math.log(2 * math.pi)


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument('--name')
    parser.add_argument('--kind', choices=['elbo', 'iwae', 'likelihood', 'convolution'], required=True)
    for name in ['batch', 'features', 'latent', 'components', 'samples', 'threads']:
        parser.add_argument('--' + name, type=int, required=True)
    parser.add_argument('--hidden', type=lambda s: [int(n) for n in s.split(',')], required=True)
    parser.add_argument('--adam', choices=['fused', 'default'], default='fused')
    return parser.parse_args()


def dense(widths):
    return nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))


class Vae(nn.Module):
    """784-300-300-(40, 40) and back, tanh, Bernoulli logits; one class for every workload."""

    def __init__(self, o):
        super().__init__()
        self.o = o
        up = [o.features] + o.hidden
        down = [o.latent] + o.hidden[::-1]
        self.encoder = dense(up)
        self.mean = nn.Linear(up[-1], o.latent)
        self.log_var = nn.Linear(up[-1], o.latent)
        self.decoder = dense(down)
        self.output = nn.Linear(down[-1], o.features)
        if o.components:
            self.pseudo_inputs = nn.Parameter(torch.rand(o.components, o.features))

    def encode(self, x):
        for layer in self.encoder:
            x = torch.tanh(layer(x))
        return self.mean(x), self.log_var(x)

    def decode(self, z):
        for layer in self.decoder:
            z = torch.tanh(layer(z))
        return self.output(z)

    def log_prior(self, z):
        if not self.o.components:
            return -0.5 * (z * z + LOG_TWO_PI).sum(-1)
        mean, log_var = self.encode(self.pseudo_inputs)
        d = z.unsqueeze(1) - mean.unsqueeze(0)
        log_var = log_var.unsqueeze(0)
        densities = -0.5 * (log_var + LOG_TWO_PI + d * d * torch.exp(-log_var)).sum(2)
        return torch.logsumexp(densities, 1) - math.log(self.o.components)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        noise = torch.randn_like(mean) if noise is None else noise
        z = mean + torch.exp(0.5 * log_var) * noise
        loss = F.binary_cross_entropy_with_logits(self.decode(z), x, reduction='sum')
        if self.o.components:
            log_q = -0.5 * (log_var + LOG_TWO_PI + (z - mean) ** 2 * torch.exp(-log_var)).sum(1)
            kl = (log_q - self.log_prior(z)).sum()
        else:
            kl = -0.5 * (1 + log_var - mean * mean - log_var.exp()).sum()
        return (loss + kl) / x.shape[0]

    def log_weights(self, x, mean, log_var, noise):
        """log p(x, z) - log q(z|x) for S draws of z an example, [B, S]."""
        b, s, d = x.shape[0], self.o.samples, self.o.latent
        noise = torch.randn(b, s, d) if noise is None else noise
        sd = torch.exp(0.5 * log_var)
        z = (mean.unsqueeze(1) + sd.unsqueeze(1) * noise).reshape(b * s, d)
        logits = self.decode(z).reshape(b, s, -1)
        x = x.unsqueeze(1).expand_as(logits)
        log_x = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(2)
        log_q = -0.5 * (noise * noise + log_var.unsqueeze(1) + LOG_TWO_PI).sum(2)
        return log_x + self.log_prior(z).reshape(b, s) - log_q

    def iwae(self, x, noise):
        mean, log_var = self.encode(x)
        if noise is not None:
            noise = noise.reshape(x.shape[0], self.o.samples, self.o.latent)
        weights = self.log_weights(x, mean, log_var, noise)
        return math.log(self.o.samples) - torch.logsumexp(weights, 1).mean()

    def likelihood(self, x, noise):
        """The same bound without gradients, some examples at a time."""
        rows = max(1, 2000 // self.o.samples)
        with torch.no_grad():
            mean, log_var = self.encode(x)
            if noise is not None:
                noise = noise.reshape(x.shape[0], self.o.samples, self.o.latent)
            total = 0.0
            for i in range(0, x.shape[0], rows):
                part = slice(i, i + rows)
                some = None if noise is None else noise[part]
                weights = self.log_weights(x[part], mean[part], log_var[part], some)
                total += float(torch.logsumexp(weights, 1).sum())
        return torch.tensor(math.log(self.o.samples) - total / x.shape[0])

    def convolution(self, x, noise):
        return self.elbo(x, noise)

    def loss(self, x, noise=None):
        return getattr(self, self.o.kind)(x, noise)

    def named(self):
        """Parameters by the race's names, with a view of each in the race's layout."""
        return {name: (parameter, (lambda p: p.t()) if turned else (lambda p: p))
                for name, (parameter, turned) in self.layout().items()}

    def layout(self):
        """Parameters by the race's names, and whether they are transposed there."""
        named = {}
        layers = {'encoder.mean': self.mean, 'encoder.log-var': self.log_var}
        layers['decoder.output'] = self.output
        layers.update(('encoder.%d' % i, layer) for i, layer in enumerate(self.encoder))
        layers.update(('decoder.%d' % i, layer) for i, layer in enumerate(self.decoder))
        for name, layer in layers.items():
            named[name + '.weight'] = (layer.weight, True)
            named[name + '.bias'] = (layer.bias, False)
        if self.o.components:
            named['prior.pseudo-inputs'] = (self.pseudo_inputs, False)
        return named


class ConvolutionalVae(Vae):
    """Two convolutions that halve an image, a dense layer, and the same back; rectified."""

    def __init__(self, o):
        nn.Module.__init__(self)
        self.o = o
        few, many, width = o.hidden
        self.side = math.isqrt(o.features)
        self.many, self.quarter = many, self.side // 4
        flat = self.quarter ** 2 * many
        shape = dict(kernel_size=4, stride=2, padding=1)
        self.encoder = nn.ModuleList([nn.Conv2d(1, few, **shape), nn.Conv2d(few, many, **shape),
                                      nn.Linear(flat, width)])
        self.mean = nn.Linear(width, o.latent)
        self.log_var = nn.Linear(width, o.latent)
        self.decoder = nn.ModuleList([nn.Linear(o.latent, width), nn.Linear(width, flat),
                                      nn.ConvTranspose2d(many, few, **shape),
                                      nn.ConvTranspose2d(few, 1, **shape)])

    def encode(self, x):
        h = F.relu(self.encoder[0](x.reshape(-1, 1, self.side, self.side)))
        h = F.relu(self.encoder[1](h))
        h = F.relu(self.encoder[2](h.flatten(1)))
        return self.mean(h), self.log_var(h)

    def decode(self, z):
        h = F.relu(self.decoder[1](F.relu(self.decoder[0](z))))
        h = F.relu(self.decoder[2](h.reshape(-1, self.many, self.quarter, self.quarter)))
        return self.decoder[3](h).flatten(1)

    def named(self):
        """Filters are [height, width, larger, smaller] in the race, images channels last."""
        q, many = self.quarter, self.many
        same = lambda p: p
        turned = lambda p: p.t()
        filters = lambda p: p.permute(2, 3, 1, 0)
        rows = lambda p: p.reshape(-1, many, q, q).permute(2, 3, 1, 0).reshape(q * q * many, -1)
        columns = lambda p: p.t().reshape(-1, many, q, q).permute(0, 2, 3, 1).flatten(1)
        places = lambda p: p.reshape(many, q, q).permute(1, 2, 0).flatten()
        views = {'encoder.0': (filters, same), 'encoder.1': (filters, same),
                 'encoder.2': (rows, same), 'decoder.1': (columns, places),
                 'decoder.2': (filters, same), 'decoder.3': (filters, same)}
        layers = {'encoder.mean': self.mean, 'encoder.log-var': self.log_var}
        layers.update(('encoder.%d' % i, layer) for i, layer in enumerate(self.encoder))
        layers.update(('decoder.%d' % i, layer) for i, layer in enumerate(self.decoder))
        named = {}
        for name, layer in layers.items():
            weight, bias = views.get(name, (turned, same))
            named[name + '.weight'] = (layer.weight, weight)
            named[name + '.bias'] = (layer.bias, bias)
        return named


def assign(parameter, view, value):
    """Gives the parameter the values whose view they are, whatever the view permutes."""
    places = view(torch.arange(parameter.numel()).reshape(parameter.shape)).reshape(-1)
    flat = torch.empty(parameter.numel())
    flat[places] = value.reshape(-1)
    parameter.copy_(flat.reshape(parameter.shape))


def read(path):
    """The float32 tensors of a safetensors file, in its order."""
    with open(path, 'rb') as file:
        content = bytearray(file.read())
    length, = struct.unpack('<Q', content[:8])
    tensors = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != '__metadata__':
            begin, end = entry['data_offsets']
            flat = torch.frombuffer(content, dtype=torch.float32, count=(end - begin) // 4,
                                    offset=8 + length + begin)
            tensors[name] = flat.reshape(entry['shape'])
    return tensors


def check(model, source, target):
    tensors = read(source)
    x, noise = tensors.pop('x'), tensors.pop('noise')
    named = model.named()
    with torch.no_grad():
        for name, value in tensors.items():
            assign(*named[name], value)
    model.zero_grad()
    loss = model.loss(x, noise)
    results = [loss.detach().reshape(1)]
    if loss.requires_grad:
        loss.backward()
        for name in tensors:
            parameter, view = named[name]
            results.append(view(parameter.grad).reshape(-1))
    with open(target, 'wb') as file:
        file.write(torch.cat(results).numpy().astype('<f4').tobytes())


def main():
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(1)
    model = ConvolutionalVae(o) if o.kind == 'convolution' else Vae(o)
    kinds = {'fused': dict(fused=True), 'default': {}}
    try:
        adam = torch.optim.Adam(model.parameters(), lr=1e-3, **kinds[o.adam])
    except RuntimeError:
        print('SKIP PyTorch', torch.__version__, 'has no fused Adam for processors; 2.4 has', flush=True)
        return
    x = (torch.rand(10000, o.features) < 0.13).float()
    at = 0

    def step():
        nonlocal at
        if at + o.batch > len(x):
            at = 0
        batch = x[at:at + o.batch]
        at += o.batch
        if o.kind == 'likelihood':
            return model.loss(batch)
        adam.zero_grad()
        loss = model.loss(batch)
        loss.backward()
        adam.step()
        return loss

    def go(seconds):
        times = []
        start = last = time.perf_counter()
        while last - start < seconds or not times:
            loss = step()
            now = time.perf_counter()
            times.append(now - last)
            last = now
        times.sort()
        n = len(times)
        micros = [times[n // 2], times[n // 10], (last - start) / n]
        return ' '.join([str(n)] + ['%.1f' % (t * 1e6) for t in micros] + ['%.4f' % float(loss.detach())])

    print('READY PyTorch', torch.__version__, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == 'check':
            check(model, words[1], words[2])
            print('CHECKED', flush=True)
        else:
            print(go(float(words[1])), flush=True)


main()
