#!/usr/bin/env python3
"""What src/scripts/models does to published nets that cannot travel as they are: cuts one apart, writes another anew.

usage: derive_models.py mesh FACE_LANDMARK_WITH_ATTENTION.tflite FOLDER
       derive_models.py kinds EFFICIENTNET_LITE0.pth FILE.onnx
       derive_models.py symbols G2P_VOCAB.json FILE.txt
"""
import collections
import json
import pathlib
import pickle
import struct
import sys

import numpy as np

# Tensors of the published mesh: what a part begins with, and what is asked of it. Between them lie operations that only
# MediaPipe knows, which cut windows out of the features (710) and put the parts' points among the coarse ones (186).
# Presence is 35.
MESH_PARTS = {
    'attention_mesh.tflite': (None, [186, 710, 35]),
    'attention_lips.tflite': ([199], [684]),
    'attention_left_eye.tflite': ([200], [687, 690]),
    'attention_right_eye.tflite': ([201], [693, 696]),
}


def mesh(published, folder):
    data = pathlib.Path(published).read_bytes()
    for name, (inputs, outputs) in MESH_PARTS.items():
        (pathlib.Path(folder) / name).write_bytes(part(data, inputs, outputs))


def part(data, inputs, outputs):
    """A graph of its own of the operators that lead from some tensors to others."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(data, 0))
    graph = model.subgraphs[0]
    inputs = [int(i) for i in graph.inputs] if inputs is None else inputs
    makers = {int(made): at for at, operator in enumerate(graph.operators) for made in operator.outputs}
    needed = set()
    asked = list(outputs)
    while asked:
        tensor = asked.pop()
        if tensor not in inputs and tensor in makers and makers[tensor] not in needed:
            needed.add(makers[tensor])
            asked += [int(i) for i in graph.operators[makers[tensor]].inputs if i >= 0]
    graph.operators = [operator for at, operator in enumerate(graph.operators) if at in needed]

    used = {int(i) for operator in graph.operators for i in [*operator.inputs, *operator.outputs] if i >= 0}
    kept = sorted(used | set(inputs) | set(outputs))
    tensors = {old: new for new, old in enumerate(kept)}
    for operator in graph.operators:
        operator.inputs = [tensors[int(i)] if i >= 0 else -1 for i in operator.inputs]
        operator.outputs = [tensors[int(i)] for i in operator.outputs]
    graph.tensors = [graph.tensors[i] for i in kept]
    graph.inputs = [tensors[i] for i in inputs]
    graph.outputs = [tensors[i] for i in outputs]

    kept = sorted({0} | {tensor.buffer for tensor in graph.tensors})
    buffers = {old: new for new, old in enumerate(kept)}
    model.buffers = [model.buffers[i] for i in kept]
    for tensor in graph.tensors:
        tensor.buffer = buffers[tensor.buffer]
    kept = sorted({operator.opcodeIndex for operator in graph.operators})
    codes = {old: new for new, old in enumerate(kept)}
    model.operatorCodes = [model.operatorCodes[i] for i in kept]
    for operator in graph.operators:
        operator.opcodeIndex = codes[operator.opcodeIndex]
    model.metadata = model.metadataBuffer = model.signatureDefs = None
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(model.Pack(builder), b'TFL3')
    return bytes(builder.Output())


def torch_weights(path):
    """The tensors of a file that PyTorch wrote before it wrote archives, without PyTorch and without running its code."""
    types = {'FloatStorage': '<f4', 'LongStorage': '<i8'}
    stored = {}

    class Reader(pickle.Unpickler):
        def find_class(self, module, name):
            if name == '_rebuild_tensor_v2':
                return lambda storage, offset, size, stride, *rest: (storage, offset, size, stride)
            if name == 'OrderedDict':
                return collections.OrderedDict
            if name in types:
                return name
            raise pickle.UnpicklingError(f'{module}.{name}')

        def persistent_load(self, key):
            stored[key[2]] = types[key[1]]
            return key[2]

    with open(path, 'rb') as file:
        for _ in range(3):
            Reader(file).load()
        tensors = Reader(file).load()
        numbers = {}
        for key in Reader(file).load():
            count, = struct.unpack('<q', file.read(8))
            kind = np.dtype(stored[key])
            numbers[key] = np.frombuffer(file.read(count * kind.itemsize), kind)
    return {name: np.lib.stride_tricks.as_strided(numbers[key][offset:], size,
                                                  [step * numbers[key].itemsize for step in stride])
            for name, (key, offset, size, stride) in tensors.items()}


class Kinds:
    """EfficientNet-lite0 in ONNX: 224x224 to how probable each of ImageNet's 1,000 kinds of thing is.

    Normalization is within the weights, and those are bytes with a factor for each channel: a fourth of the size.
    """

    STAGES = [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)]

    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.constants = []

    def node(self, kind, inputs, **how):
        from onnx import helper
        name = f'n{len(self.nodes)}'
        self.nodes.append(helper.make_node(kind, inputs, [name], **how))
        return name

    def constant(self, values):
        from onnx import numpy_helper
        name = f'c{len(self.constants)}'
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def in_bytes(self, values):
        step = np.maximum(np.abs(values).reshape(len(values), -1).max(1) / 127, 1e-12).astype(np.float32)
        steps = np.rint(values / step.reshape([-1] + [1] * (values.ndim - 1))).astype(np.int8)
        return self.node('DequantizeLinear', [self.constant(steps), self.constant(step),
                                              self.constant(np.zeros(len(step), np.int8))], axis=0)

    def convolution(self, x, weights, norm, stride, size, groups=1):
        w = self.weights
        factor = w[norm + '.weight'] / np.sqrt(w[norm + '.running_var'] + np.float32(1e-3))
        shift = w[norm + '.bias'] - w[norm + '.running_mean'] * factor
        # On even sides TensorFlow pads a stride of two less at the top and the left.
        room = size - stride
        pads = [room // 2] * 2 + [room - room // 2] * 2
        return self.node('Conv', [x, self.in_bytes(w[weights + '.weight'] * factor[:, None, None, None]),
                                  self.constant(shift.astype(np.float32))],
                         strides=[stride] * 2, pads=pads, group=groups, kernel_shape=[size] * 2)

    def active(self, x):
        return self.node('Clip', [x, self.zero, self.six])

    def model(self):
        from onnx import checker, helper, TensorProto
        self.zero = self.constant(np.float32(0))
        self.six = self.constant(np.float32(6))
        x = self.active(self.convolution('picture', '_conv_stem', '_bn0', 2, 3))
        at = 0
        for repeats, size, stride, wider in self.STAGES:
            for repeat in range(repeats):
                block = f'_blocks.{at}.'
                at += 1
                before = x
                if wider > 1:
                    x = self.active(self.convolution(x, block + '_expand_conv', block + '_bn0', 1, 1))
                depthwise = block + '_depthwise_conv'
                x = self.active(self.convolution(x, depthwise, block + '_bn1', stride if repeat == 0 else 1, size,
                                                 len(self.weights[depthwise + '.weight'])))
                x = self.convolution(x, block + '_project_conv', block + '_bn2', 1, 1)
                if repeat > 0:
                    x = self.node('Add', [x, before])
        x = self.active(self.convolution(x, '_conv_head', '_bn1', 1, 1))
        x = self.node('Flatten', [self.node('GlobalAveragePool', [x])], axis=1)
        x = self.node('Gemm', [x, self.in_bytes(self.weights['_fc.weight']), self.constant(self.weights['_fc.bias'])],
                      transB=1)
        self.node('Softmax', [x], axis=1)
        self.nodes[-1].output[0] = self.nodes[-1].name = 'kinds'
        floats = TensorProto.FLOAT
        graph = helper.make_graph(self.nodes, 'kinds',
                                  [helper.make_tensor_value_info('picture', floats, [1, 3, 224, 224])],
                                  [helper.make_tensor_value_info('kinds', floats, [1, 1000])], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)])
        model.ir_version = 8
        checker.check_model(model)
        return model.SerializeToString(deterministic=True)


def kinds(published, file):
    pathlib.Path(file).write_bytes(Kinds(torch_weights(published)).model())


def symbols(published, file):
    # What comes out of hama's net; its program adds the last two.
    named = json.loads(pathlib.Path(published).read_text('utf-8'))['decoder'] + ['<wb>', '<blank>']
    pathlib.Path(file).write_text('\n'.join(named) + '\n', 'utf-8')


if __name__ == '__main__':
    {'mesh': mesh, 'kinds': kinds, 'symbols': symbols}[sys.argv[1]](*sys.argv[2:])
