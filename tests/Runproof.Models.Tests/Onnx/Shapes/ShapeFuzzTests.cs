using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

/// <summary>Random nonsense for every operator: no exception, and an answer or a reason for every value.</summary>
public sealed class ShapeFuzzTests
{
    private const int RoundsPerOperator = 300;

    private static readonly string[] Lists = ["axes", "dilations", "ends", "kernel_shape", "output_shape", "pads", "perm", "pooled_shape", "starts", "strides"];

    private static readonly long[] Numbers = [0, 1, 1, 1, 2, 2, 3, 4, 5, 7, 8, 16, 64, 4096, 4097, int.MaxValue, 1L << 33, 1L << 55, 1L << 62, long.MaxValue - 1];

    private static readonly string[] AttributeNames =
    [
        "allowzero", "auto_pad", "axes", "axis", "batch_dims", "blocksize", "body", "ceil_mode", "classlabels_ints", "dilations", "direction", "dtype",
        "ends", "else_branch", "end", "equation", "group", "hidden_size", "inverse", "inputdimensions", "k", "keep_aspect_ratio_policy", "keepdims",
        "kernel_shape", "kv_num_heads", "layout", "n_targets", "new_axis", "ngram_indexes", "noop_with_empty_axes", "num_outputs", "num_scan_inputs", "onesided",
        "output_height", "output_padding", "output_shape", "pads", "perm", "pooled_shape", "q_num_heads", "sample_size", "scales", "scan_input_axes", "shape",
        "split", "start", "starts", "strides", "then_branch", "to", "value", "value_ints", "xs",
    ];

    [Fact]
    public void No_node_makes_inference_fail()
    {
        var random = new Random(20_241_107);
        foreach (var rule in OperatorCatalog.All)
        {
            for (var round = 0; round < RoundsPerOperator; round++)
            {
                var (graph, opset) = Graph(random, rule, depth: 0);
                Check(graph, opset);
            }
        }
    }

    [Fact]
    public void No_mutation_of_a_real_model_makes_inference_fail()
    {
        var directories = TestCase.Directories.ToList();
        Assert.SkipWhen(directories.Count == 0, "the package libonnx-testdata is not installed");
        var random = new Random(3);
        foreach (var test in directories.Select(TestCase.Read))
        {
            for (var round = 0; round < 8; round++)
                Check(Mutate(random, test.Graph), random.Next(1, 26));
        }
    }

    private static void Check(OnnxGraph graph, long opset)
    {
        var table = ShapeInference.Infer(graph, opset, new ShapeOptions { Batch = null });
        foreach (var name in graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0))
        {
            if (table.IsNonTensor(name))
                continue;
            var type = Assert.IsType<TensorType>(table[name]);
            Assert.True(type.IsStatic != table.Reasons.ContainsKey(name), $"{graph.Nodes[0].OpType}: {type}");
            if (type.Shape is { IsStatic: true } shape)
                Assert.InRange(shape.ElementCount!.Value, 0, 1L << 55);
            if (table.Constant(name) is { } constant)
                Assert.Equal(type.ToString(), constant.ToString());
        }
    }

    private static (OnnxGraph Graph, long Opset) Graph(Random random, OperatorRule rule, int depth)
    {
        var declared = new List<OnnxValueInfo>();
        var constants = new Dictionary<string, OnnxInitializer>();
        var names = new List<string>();
        // Half of the nodes are nearly sensible, so that the rules are reached behind the checks of ranks and attributes.
        var sensible = random.Next(2) == 0;
        var dimensions = sensible
            ? Enumerable.Range(0, random.Next(3, 5)).Select(_ => Dimension.Of(random.Next(1, 9))).ToArray()
            : Enumerable.Range(0, random.Next(7)).Select(_ => AnyDimension(random)).ToArray();
        var count = Math.Max(0, rule.Inputs + random.Next(-1, 4));
        for (var i = 0; i < count; i++)
        {
            var name = $"x{i}";
            names.Add(random.Next(12) == 0 ? "" : name);
            if (random.Next(sensible ? 6 : 3) == 0)
                constants.Add(name, Probe.Constant(name, Constant(random)));
            else if (random.Next(20) == 0)
                declared.Add(new OnnxValueInfo(name, null, random.Next(2) == 0 ? "sequence" : "optional"));
            else
                declared.Add(new OnnxValueInfo(name, sensible && random.Next(6) != 0 ? new TensorType(ElementType.Float, new TensorShape([.. dimensions])) : Type(random, dimensions)));
        }

        var attributes = (sensible
            ? AttributeNames.Where(_ => random.Next(2) == 0).Select(name => Plausible(random, name, depth))
            : AttributeNames.Where(_ => random.Next(6) == 0).Select(name => Attribute(random, name, depth))).ToList();
        var node = Probe.Node(rule.OpType, names, Enumerable.Range(0, random.Next(1, 5)).Select(i => $"y{i}"), attributes, rule.Domain);
        return (Probe.Graph([.. declared], [node], constants, ["y0"]), random.Next(1, 26));
    }

    private static Dimension AnyDimension(Random random) => random.Next(6) switch
    {
        0 => Dimension.Unknown,
        1 => Dimension.Symbol("NM"[random.Next(2)].ToString()),
        _ => Dimension.Of(Numbers[random.Next(random.Next(4) == 0 ? Numbers.Length : 11)]),
    };

    private static TensorType Type(Random random, Dimension[] dimensions)
    {
        var element = (ElementType)(random.Next(3) == 0 ? random.Next(24) : random.Next(2) == 0 ? 1 : 7);
        var own = random.Next(3) switch
        {
            0 => [.. Enumerable.Range(0, random.Next(7)).Select(_ => AnyDimension(random))],
            1 => dimensions,
            _ => dimensions.Select(d => random.Next(4) == 0 ? AnyDimension(random) : d).ToArray(),
        };
        return new TensorType(element, random.Next(15) == 0 ? null : new TensorShape([.. own]));
    }

    private static Tensor Constant(Random random)
    {
        var numbers = Integers(random);
        if (random.Next(4) == 0)
            return Tensor.OfFloats([numbers.Length], [.. numbers.Select(n => random.Next(9) == 0 ? float.NaN : n / 2f)]);
        return random.Next(4) == 0 ? Tensor.OfInt64s([], [numbers.FirstOrDefault()]) : Tensor.OfInt64s([numbers.Length], numbers);
    }

    private static long[] Integers(Random random) =>
        [.. Enumerable.Range(0, random.Next(30) == 0 ? 200 : random.Next(9)).Select(_ => random.Next(8) switch { 0 => long.MinValue, < 3 => -random.Next(1, 5), < 4 => Numbers[random.Next(Numbers.Length)], _ => random.Next(6) })];

    private static OnnxAttribute Attribute(Random random, string name, int depth)
    {
        var integers = Integers(random);
        return random.Next(name is "body" or "then_branch" or "else_branch" && depth < 2 ? 14 : 9) switch
        {
            0 => OnnxAttribute.Of(name, random.Next(3) == 0 ? "SAME_UPPER" : "...ij,jk"),
            1 => OnnxAttribute.Of(name, 1.5f),
            2 => OnnxAttribute.Of(name, integers.Select(i => (float)i).ToArray()),
            3 => OnnxAttribute.Of(name, "x0", "x1"),
            4 => OnnxAttribute.Of(name, Constant(random)),
            < 7 => OnnxAttribute.Of(name, integers.FirstOrDefault(random.Next(5))),
            < 9 => OnnxAttribute.Of(name, integers),
            _ => new OnnxAttribute { Name = name, Graphs = [Graph(random, OperatorCatalog.All[random.Next(OperatorCatalog.All.Count)], depth + 1).Graph] },
        };
    }

    private static OnnxAttribute Plausible(Random random, string name, int depth)
    {
        if (name is "body" or "then_branch" or "else_branch" or "equation" or "value")
            return Attribute(random, name, depth);
        if (!Lists.Contains(name))
            return OnnxAttribute.Of(name, random.Next(4));
        var length = name == "pads" ? 4 : 2;
        return name == "perm"
            ? OnnxAttribute.Of(name, random.Next(2), 3, 2, 1)
            : OnnxAttribute.Of(name, Enumerable.Range(0, length).Select(_ => (long)random.Next(random.Next(9) == 0 ? 0 : 1, 4)).ToArray());
    }

    /// <summary>Other input types and other attributes for the same nodes.</summary>
    private static OnnxGraph Mutate(Random random, OnnxGraph graph) => new()
    {
        Name = graph.Name,
        Outputs = graph.Outputs,
        Initializers = graph.Initializers,
        ValueInfos = graph.ValueInfos,
        Inputs = [.. graph.Inputs.Select(i => random.Next(3) != 0 ? i : new OnnxValueInfo(i.Name, Type(random, [.. i.Tensor?.Shape?.Dimensions ?? []])))],
        Nodes = [.. graph.Nodes.Select(n => random.Next(4) != 0 ? n : Probe.Node(n.OpType, n.Inputs, n.Outputs, n.Attributes.Values.Select(a => random.Next(2) == 0 ? a : Attribute(random, a.Name, 0)), n.Domain, n.Index))],
    };
}
