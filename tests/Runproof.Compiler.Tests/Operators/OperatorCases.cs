using Runproof.Models.Onnx.Graph;

namespace Runproof.Compiler.Tests.Operators;

/// <summary>Every operator in every form that circuits have.</summary>
internal static class OperatorCases
{
    public static IReadOnlyList<OperatorCase> All =>
    [
        Conv("conv", [1, 3, 7, 6], [4, 3, 3, 2]),
        Conv("conv with strides and pads", [1, 2, 9, 8], [3, 2, 3, 3], OnnxAttribute.Of("strides", 2L, 3L), OnnxAttribute.Of("pads", 1L, 0L, 2L, 1L)),
        Conv("conv in groups", [1, 4, 5, 5], [6, 2, 3, 3], OnnxAttribute.Of("group", 2L)),
        Conv("depthwise conv", [1, 4, 5, 5], [4, 1, 3, 3], OnnxAttribute.Of("group", 4L), OnnxAttribute.Of("pads", 1L, 1L, 1L, 1L)),
        Conv("conv with dilations", [1, 2, 9, 9], [2, 2, 3, 3], OnnxAttribute.Of("dilations", 2L, 3L)),
        Conv("conv same upper", [1, 2, 7, 6], [2, 2, 4, 3], OnnxAttribute.Of("auto_pad", "SAME_UPPER"), OnnxAttribute.Of("strides", 2L, 2L)),
        Conv("conv same lower", [1, 2, 7, 6], [2, 2, 4, 3], OnnxAttribute.Of("auto_pad", "SAME_LOWER")),
        Conv("conv valid", [1, 2, 7, 6], [2, 2, 4, 3], OnnxAttribute.Of("auto_pad", "VALID")),
        Conv("conv with wide pads", [1, 1, 4, 4], [2, 1, 2, 2], OnnxAttribute.Of("pads", 3L, 2L, 0L, 3L)),
        Conv("conv of one dimension", [1, 3, 11], [4, 3, 3], OnnxAttribute.Of("strides", [2L]), OnnxAttribute.Of("pads", 1L, 1L)),
        Conv("conv, relu", [1, 3, 7, 6], [4, 3, 3, 2]).Node("Relu", []),
        Conv("conv of one dimension, norm, relu", [1, 3, 11], [4, 3, 3])
            .Weights("scale", [4], 0.5, 1.5).Weights("shift", [4]).Weights("mean", [4]).Weights("variance", [4], 0.5, 2)
            .Node("BatchNormalization", ["scale", "shift", "mean", "variance"]).Node("Relu", []),
        Conv("conv, norm", [1, 3, 7, 6], [4, 3, 3, 2])
            .Weights("scale", [4], 0.5, 1.5).Weights("shift", [4]).Weights("mean", [4]).Weights("variance", [4], 0.5, 2)
            .Node("BatchNormalization", ["scale", "shift", "mean", "variance"]),
        Conv("conv, residual, relu", [1, 4, 5, 5], [4, 4, 3, 3], OnnxAttribute.Of("pads", 1L, 1L, 1L, 1L)).Node("Add", ["x0"]).Node("Relu", []),
        Conv("conv, max pool, relu", [1, 3, 8, 8], [4, 3, 3, 3]).Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", 2L, 2L), OnnxAttribute.Of("strides", 2L, 2L)).Node("Relu", []),
        OperatorCase.Of("pad, conv").Input(1, 2, 5, 5).Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1).Weights("w", [3, 2, 3, 3]).Node("Pad", ["pads"]).Node("Conv", ["w"]),
        OperatorCase.Of("gemm").Input(2, 5).Weights("w", [5, 4]).Weights("b", [4]).Node("Gemm", ["w", "b"]),
        OperatorCase.Of("gemm, transposed and scaled").Input(5, 2).Weights("w", [4, 5]).Weights("b", [1, 4])
            .Node("Gemm", ["w", "b"], OnnxAttribute.Of("transA", 1L), OnnxAttribute.Of("transB", 1L), OnnxAttribute.Of("alpha", 0.7f), OnnxAttribute.Of("beta", -1.5f)),
        OperatorCase.Of("gemm with a matrix added").Input(3, 5).Weights("w", [5, 4]).Weights("b", [3, 4]).Node("Gemm", ["w", "b"]),
        OperatorCase.Of("matmul, add, relu").Input(2, 5).Weights("w", [5, 4]).Weights("b", [4]).Node("MatMul", ["w"]).Node("Add", ["b"]).Node("Relu", []),
        OperatorCase.Of("matmul of three dimensions").Input(2, 3, 5).Weights("w", [5, 4]).Node("MatMul", ["w"]),
        OperatorCase.Of("matmul, batched").Input(2, 3, 5).Weights("w", [2, 5, 4]).Weights("b", [4]).Node("MatMul", ["w"]).Node("Add", ["b"]),
        OperatorCase.Of("matmul, constant on the left").Input(5, 3).Weights("w", [4, 5]).NodeOf("MatMul", ["w", "x0"]).Node("Relu", []),
        OperatorCase.Of("matmul, constant on the left of several").Input(2, 5, 3).Weights("w", [4, 5]).NodeOf("MatMul", ["w", "x0"]),
        OperatorCase.Of("matmul by a vector").Input(3, 5).Weights("w", [5]).Node("MatMul", ["w"]),
        OperatorCase.Of("matmul of a vector").Input(5).Weights("w", [5, 3]).Node("MatMul", ["w"]),
        OperatorCase.Of("matmul, reshape, relu").Input(2, 6).Weights("w", [6, 4]).Integers("shape", 1, 2, 2, 2).Node("MatMul", ["w"]).Node("Reshape", ["shape"]).Node("Relu", []),
        OperatorCase.Of("norm").Input(1, 3, 4, 4).Weights("scale", [3], 0.5, 1.5).Weights("shift", [3]).Weights("mean", [3]).Weights("variance", [3], 0.5, 2)
            .Node("BatchNormalization", ["scale", "shift", "mean", "variance"]),
        OperatorCase.Of("norm, conv, norm, relu").Input(1, 2, 5, 5).Weights("scale", [2], 0.5, 1.5).Weights("shift", [2]).Weights("mean", [2]).Weights("variance", [2], 0.5, 2)
            .Weights("w", [2, 2, 3, 3]).Node("BatchNormalization", ["scale", "shift", "mean", "variance"]).Node("Conv", ["w"])
            .Node("BatchNormalization", ["scale", "shift", "mean", "variance"]).Node("Relu", []),
        OperatorCase.Of("add a number").Input(2, 5).Weights("c", [1]).Node("Add", ["c"]),
        OperatorCase.Of("add a channel").Input(1, 3, 4, 4).Weights("c", [3, 1, 1]).Node("Add", ["c"]),
        OperatorCase.Of("add a tensor").Input(1, 3, 4, 4).Weights("c", [1, 3, 4, 4]).Node("Add", ["c"]),
        OperatorCase.Of("add a matrix that is broadcast").Input(2, 3, 4).Weights("c", [3, 4]).Node("Add", ["c"]),
        OperatorCase.Of("add to a wider constant").Input(3, 1).Weights("c", [2, 3, 4]).Node("Add", ["c"]),
        OperatorCase.Of("add two").Input(2, 3).Input(2, 3).NodeOf("Add", ["x0", "x1"]),
        OperatorCase.Of("add two of different shapes").Input(2, 3).Input(3).NodeOf("Add", ["x0", "x1"]),
        OperatorCase.Of("subtract two").Input(2, 3).Input(2, 3).NodeOf("Sub", ["x0", "x1"]).Node("Relu", []),
        OperatorCase.Of("subtract a constant").Input(2, 3).Weights("c", [3]).Node("Sub", ["c"]),
        OperatorCase.Of("subtract from a constant").Input(2, 3).Weights("c", [3]).NodeOf("Sub", ["c", "x0"]),
        OperatorCase.Of("multiply by a number").Input(2, 3).Weights("c", []).Node("Mul", ["c"]),
        OperatorCase.Of("multiply by a channel").Input(1, 3, 2, 2).Weights("c", [3, 1, 1]).Node("Mul", ["c"]),
        OperatorCase.Of("multiply by a tensor").Input(1, 3, 2, 2).Weights("c", [3, 2, 2]).NodeOf("Mul", ["c", "x0"]),
        OperatorCase.Of("divide by a channel").Input(2, 3).Weights("c", [3], 0.5, 2).Node("Div", ["c"]),
        OperatorCase.Of("relu").Input(2, 3).Node("Relu", []),
        OperatorCase.Of("leaky relu").Input(2, 3).Node("LeakyRelu", [], OnnxAttribute.Of("alpha", 0.2f)),
        OperatorCase.Of("gemm, leaky relu").Input(2, 5).Weights("w", [5, 4]).Node("MatMul", ["w"]).Node("LeakyRelu", []),
        OperatorCase.Of("clip by inputs").Input(2, 3).Weights("low", [], -0.5, -0.5).Weights("high", [], 1, 1).Node("Clip", ["low", "high"]),
        OperatorCase.Of("clip by attributes", 9).Input(2, 3).Node("Clip", [], OnnxAttribute.Of("min", 0f), OnnxAttribute.Of("max", 1.5f)),
        Conv("conv, clip", [1, 3, 7, 6], [4, 3, 3, 2]).Weights("low", [], 0, 0).Weights("high", [], 2, 2).Node("Clip", ["low", "high"]),
        OperatorCase.Of("sigmoid").Input(2, 3).Node("Sigmoid", []),
        OperatorCase.Of("tanh").Input(2, 3).Node("Tanh", []),
        OperatorCase.Of("gemm, sigmoid").Input(2, 5).Weights("w", [5, 4]).Node("MatMul", ["w"]).Node("Sigmoid", []),
        OperatorCase.Of("gemm, tanh, scale").Input(2, 5).Weights("w", [5, 4]).Weights("c", [], 3, 3).Node("MatMul", ["w"]).Node("Tanh", []).Node("Mul", ["c"]),
        OperatorCase.Of("max pool").Input(1, 2, 6, 6).Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", 2L, 2L), OnnxAttribute.Of("strides", 2L, 2L)),
        OperatorCase.Of("max pool with pads").Input(1, 2, 5, 6)
            .Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", 3L, 3L), OnnxAttribute.Of("strides", 2L, 1L), OnnxAttribute.Of("pads", 1L, 1L, 1L, 1L)),
        OperatorCase.Of("max pool, rounded up").Input(1, 2, 6, 7)
            .Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", 3L, 3L), OnnxAttribute.Of("strides", 2L, 2L), OnnxAttribute.Of("ceil_mode", 1L)),
        OperatorCase.Of("max pool of one dimension").Input(1, 2, 9).Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", [3L]), OnnxAttribute.Of("strides", [2L])),
        OperatorCase.Of("max pool same").Input(1, 1, 5, 5)
            .Node("MaxPool", [], OnnxAttribute.Of("kernel_shape", 3L, 3L), OnnxAttribute.Of("strides", 2L, 2L), OnnxAttribute.Of("auto_pad", "SAME_UPPER")),
        OperatorCase.Of("average pool").Input(1, 2, 6, 6).Node("AveragePool", [], OnnxAttribute.Of("kernel_shape", 2L, 2L), OnnxAttribute.Of("strides", 2L, 2L)),
        OperatorCase.Of("average pool with pads").Input(1, 2, 6, 6)
            .Node("AveragePool", [], OnnxAttribute.Of("kernel_shape", 3L, 3L), OnnxAttribute.Of("pads", 1L, 1L, 1L, 1L), OnnxAttribute.Of("count_include_pad", 1L)),
        OperatorCase.Of("average pool of one dimension, relu").Input(1, 2, 9).Node("AveragePool", [], OnnxAttribute.Of("kernel_shape", [3L])).Node("Relu", []),
        OperatorCase.Of("global average pool").Input(1, 3, 4, 5).Node("GlobalAveragePool", []).Node("Flatten", []),
        OperatorCase.Of("flatten").Input(1, 2, 3).Node("Flatten", []).Node("Relu", []),
        OperatorCase.Of("reshape").Input(2, 6).Integers("shape", 3, -1).Node("Reshape", ["shape"]),
        OperatorCase.Of("squeeze").Input(1, 2, 1, 3).Integers("axes", 0, 2).Node("Squeeze", ["axes"]).Node("Tanh", []),
        OperatorCase.Of("unsqueeze").Input(2, 3).Integers("axes", 0, 2).Node("Unsqueeze", ["axes"]).Node("Tanh", []),
        OperatorCase.Of("transpose").Input(2, 3, 4).Node("Transpose", [], OnnxAttribute.Of("perm", 2L, 0L, 1L)).Node("Tanh", []),
        OperatorCase.Of("transpose before a constant").Input(2, 3).Weights("w", [2, 4]).Weights("c", [4], 0.5, 2).Node("Transpose", []).Node("MatMul", ["w"]).Node("Mul", ["c"]),
        OperatorCase.Of("concat").Input(2, 3).Input(2, 2).NodeOf("Concat", ["x0", "x1"], OnnxAttribute.Of("axis", 1L)),
        OperatorCase.Of("concat of layers").Input(2, 3).Weights("w", [3, 4], -3, 3).NodeOf("MatMul", ["x0", "w"]).NodeOf("Relu", ["x0"])
            .NodeOf("Concat", ["v0", "v1"], OnnxAttribute.Of("axis", -1L)),
        OperatorCase.Of("pad with a constant").Input(2, 3).Integers("pads", 1, 0, 0, 2).Weights("c", [], 0.75, 0.75).Node("Pad", ["pads", "c"]),
        OperatorCase.Of("identity").Input(2, 3).Node("Identity", []),
        OperatorCase.Of("dropout").Input(2, 3).Node("Dropout", []).Node("Relu", []),
        OperatorCase.Of("softmax").Input(2, 5).Weights("w", [5, 4]).Node("MatMul", ["w"]).Node("Softmax", []),
        OperatorCase.Of("softmax of a group", 11).Input(2, 2, 3).Weights("w", [3, 3]).Node("MatMul", ["w"]).Node("Softmax", []),
        OperatorCase.Of("logarithm of softmax").Input(2, 5).Weights("w", [5, 4]).Node("MatMul", ["w"]).Node("LogSoftmax", [], OnnxAttribute.Of("axis", 0L)),
        OperatorCase.Of("argmax").Input(2, 5).Weights("w", [5, 4], -3, 3).Node("MatMul", ["w"]).Node("ArgMax", [], OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("keepdims", 0L)),
    ];

    private static OperatorCase Conv(string name, int[] input, int[] weights, params OnnxAttribute[] attributes) =>
        OperatorCase.Of(name).Input(input).Weights("w", weights).Weights("b", [weights[0]]).Node("Conv", ["w", "b"], attributes);
}
