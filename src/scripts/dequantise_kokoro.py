#!/usr/bin/env python3
"""Writes Kokoro's int8 net so that it multiplies floats: its weights stay bytes, what they are multiplied with does not
become bytes first. On one thread this takes half the time, since the runtime has no fast way for these products everywhere.
The new file also tells how long each symbol takes and how high the voice is. Nothing is computed: operations are exchanged, so the same bytes come out wherever it runs. Needs Python 3.8, nothing else.

usage: dequantise_kokoro.py INT8.onnx FILE.onnx
"""
import pathlib
import sys

# Fields of ONNX's messages, by their numbers in onnx.proto.
MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_OUTPUT, GRAPH_INNER = 1, 5, 12, 13
NODE_INPUT, NODE_OUTPUT, NODE_NAME, NODE_TYPE, NODE_ATTRIBUTE = 1, 2, 3, 4, 5
TENSOR_DIMS, TENSOR_NAME = 1, 8
ATTRIBUTE_NAME, ATTRIBUTE_INTEGER, ATTRIBUTE_TYPE = 1, 3, 20
INTEGER = 2
VALUE_NAME, VALUE_TYPE = 1, 2
FLOATS = bytes([0x0a, 2, 0x08, 1])

# What the net knows and does not tell: frames of each symbol before a speed shortens them, Hz in each half frame.
TOLD = ['/encoder/predictor/ReduceSum_output_0', '/encoder/F0_proj/Conv_output_0']

PRODUCTS = {'ConvInteger': 'Conv', 'MatMulInteger': 'MatMul'}
# How a bias became integers; walked back to the floats it was.
ROUNDING = {'Cast', 'Floor', 'Div', 'Reshape'}


def number(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def written(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def fields(data):
    """Number and value of each: an int, or bytes."""
    at = 0
    while at < len(data):
        key, at = number(data, at)
        if key & 7 == 0:
            value, at = number(data, at)
        elif key & 7 in (1, 5):
            length = 8 if key & 7 == 1 else 4
            value, at = Fixed(data[at:at + length]), at + length
        elif key & 7 == 2:
            length, at = number(data, at)
            value, at = data[at:at + length], at + length
        else:
            raise ValueError('no ONNX file')
        yield key >> 3, value


class Fixed(bytes):
    """A number of four or eight bytes."""


def field(field_number, value):
    if isinstance(value, int):
        return written(field_number << 3) + written(value)
    if isinstance(value, Fixed):
        return written(field_number << 3 | (1 if len(value) == 8 else 5)) + value
    return written(field_number << 3 | 2) + written(len(value)) + bytes(value)


class Node:

    def __init__(self, data):
        parts = list(fields(data))
        self.inputs = [value.decode() for key, value in parts if key == NODE_INPUT]
        self.outputs = [value.decode() for key, value in parts if key == NODE_OUTPUT]
        self.type = next(value.decode() for key, value in parts if key == NODE_TYPE)
        self.name = next((value.decode() for key, value in parts if key == NODE_NAME), '')
        self.attributes = [value for key, value in parts if key == NODE_ATTRIBUTE]
        self.data = data


def node(kind, inputs, output, name='', attributes=()):
    return Node(b''.join([field(NODE_INPUT, i.encode()) for i in inputs] + [field(NODE_OUTPUT, output.encode()),
        field(NODE_NAME, name.encode()), field(NODE_TYPE, kind.encode())]
        + [field(NODE_ATTRIBUTE, a) for a in attributes]))


def axis(value):
    return field(ATTRIBUTE_NAME, b'axis') + field(ATTRIBUTE_INTEGER, value) + field(ATTRIBUTE_TYPE, INTEGER)


def name_of(tensor):
    return next(value.decode() for key, value in fields(tensor) if key == TENSOR_NAME)


def dims_of(tensor):
    dims = []
    for key, value in fields(tensor):
        if key == TENSOR_DIMS:
            at = 0
            while not isinstance(value, int) and at < len(value):
                dim, at = number(value, at)
                dims.append(dim)
            if isinstance(value, int):
                dims.append(value)
    return dims


def shaped(tensor, name, dims):
    """The same numbers in another shape."""
    return b''.join([field(TENSOR_DIMS, dim) for dim in dims]
        + [field(key, value) for key, value in fields(tensor) if key not in (TENSOR_DIMS, TENSOR_NAME)]
        + [field(TENSOR_NAME, name.encode())])


def dequantised(graph):
    parts = list(fields(graph))
    nodes = [Node(value) for key, value in parts if key == GRAPH_NODE]
    tensors = {name_of(value): value for key, value in parts if key == GRAPH_INITIALIZER}
    outputs = {value.decode() for key, data in parts if key == GRAPH_OUTPUT
               for inner, value in fields(data) if inner == VALUE_NAME}
    makers = {output: maker for maker in nodes for output in maker.outputs}
    users = {}
    for user in nodes:
        for read in user.inputs:
            users.setdefault(read, []).append(user)

    before, instead = {}, {}
    for product in nodes:
        if product.type not in PRODUCTS:
            continue
        bias, result = None, product.outputs[0]
        if users[result][0].type == 'Add':
            added = users[result][0]
            bias = next(i for i in added.inputs if i != result)
            while bias not in tensors:
                if makers[bias].type not in ROUNDING:
                    raise ValueError('another net than is known')
                bias = makers[bias].inputs[0]
            result = added.outputs[0]
        cast = users[result][0]
        scaled = users[cast.outputs[0]][0]
        rounding = makers[product.inputs[0]]
        if cast.type != 'Cast' or scaled.type != 'Mul' or rounding.type != 'DynamicQuantizeLinear':
            raise ValueError('another net than is known')
        scales = makers[next(i for i in scaled.inputs if i != cast.outputs[0])]
        scale = next(i for i in scales.inputs if i != rounding.outputs[1])

        weights, zero = product.inputs[1], product.inputs[3]
        floats = weights + '_floats'
        if floats + '_scale' not in tensors:
            # One scale for all of a convolution, one for each column of a product.
            dims = dims_of(tensors[weights])[-1:] if product.type == 'MatMulInteger' else []
            tensors[floats + '_scale'] = shaped(tensors[scale], floats + '_scale', dims)
            tensors[floats + '_zero'] = shaped(tensors[zero], floats + '_zero', dims)
            before[id(product)] = node('DequantizeLinear', [weights, floats + '_scale', floats + '_zero'], floats,
                attributes=[axis(1)] if dims else [])
        inputs = [rounding.inputs[0], floats]
        if bias is not None:
            tensors[floats + '_bias'] = shaped(tensors[bias], floats + '_bias', dims_of(tensors[weights])[:1])
            inputs.append(floats + '_bias')
        instead[id(scaled)] = node(PRODUCTS[product.type], inputs, scaled.outputs[0], product.name, product.attributes)

    ordered = []
    for old in nodes:
        if id(old) in before:
            ordered.append(before[id(old)])
        ordered.append(instead.get(id(old), old))
    # Only what still leads to the sound.
    needed, kept = outputs.union(TOLD), []
    for one in reversed(ordered):
        if needed.intersection(one.outputs):
            kept.append(one)
            needed.update(one.inputs)
    # Shapes of inner values are worked out anew by whoever reads it.
    return b''.join([field(GRAPH_NODE, one.data) for one in reversed(kept)]
        + [field(GRAPH_INITIALIZER, data) for name, data in tensors.items() if name in needed]
        + [field(key, value) for key, value in parts if key not in (GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INNER)]
        + [field(GRAPH_OUTPUT, field(VALUE_NAME, told.encode()) + field(VALUE_TYPE, FLOATS)) for told in TOLD])


def main(published, changed):
    model = pathlib.Path(published).read_bytes()
    pathlib.Path(changed).write_bytes(b''.join(
        field(key, dequantised(value) if key == MODEL_GRAPH else value) for key, value in fields(model)))


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
