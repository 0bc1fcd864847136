using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

/// <summary>
/// Infers a graph of one node that is written as text. Inputs, separated by spaces: <c>float[1,N,?]</c>, <c>float[...]</c> of unknown rank,
/// the constants <c>{1,-1}</c> (int64), <c>{0.5f,2f}</c> (float) and <c>#3</c> (int64 scalar), and <c>-</c> for an absent one.
/// Attributes, separated by spaces: <c>axis=1 pads=[1,1] mode=nearest ratio=0.5f scales=[1f,2f]</c>.
/// </summary>
internal static class Probe
{
    public static ShapeTable Infer(string op, long opset, string inputs, string attributes, int outputs = 1, string domain = "") =>
        Run(op, opset, inputs, attributes, outputs, domain).Table;

    public static (OnnxGraph Graph, ShapeTable Table) Run(string op, long opset, string inputs, string attributes, int outputs = 1, string domain = "")
    {
        var declared = ImmutableArray.CreateBuilder<OnnxValueInfo>();
        var constants = new Dictionary<string, OnnxInitializer>();
        var names = new List<string>();
        foreach (var text in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = text == "-" ? "" : $"x{names.Count}";
            names.Add(name);
            if (text[0] is '{' or '#')
                constants.Add(name, Constant(name, text));
            else if (name.Length > 0)
                declared.Add(new OnnxValueInfo(name, Type(text)));
        }

        var node = Node(op, names, Enumerable.Range(0, outputs).Select(i => $"y{i}"), Attributes(attributes), domain);
        var graph = Graph(declared.ToImmutable(), [node], constants, ["y0"]);
        return (graph, ShapeInference.Infer(graph, opset, new ShapeOptions { Batch = null }));
    }

    public static OnnxNode Node(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<OnnxAttribute> attributes, string domain = "", int index = 0) => new()
    {
        Index = index,
        Name = "n" + index.ToString(CultureInfo.InvariantCulture),
        OpType = op,
        Domain = domain,
        Inputs = [.. inputs],
        Outputs = [.. outputs],
        Attributes = attributes.ToFrozenDictionary(a => a.Name),
        Captures = [],
    };

    public static OnnxGraph Graph(ImmutableArray<OnnxValueInfo> inputs, ImmutableArray<OnnxNode> nodes, IReadOnlyDictionary<string, OnnxInitializer>? constants = null, string[]? outputs = null, OnnxValueInfo[]? declared = null) => new()
    {
        Name = "g",
        Inputs = inputs,
        Outputs = [.. (outputs ?? []).Select(o => new OnnxValueInfo(o, null))],
        Nodes = nodes,
        Initializers = (constants ?? new Dictionary<string, OnnxInitializer>()).ToFrozenDictionary(),
        ValueInfos = (declared ?? []).ToFrozenDictionary(d => d.Name),
    };

    public static TensorType Type(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var element = Enum.GetValues<ElementType>().Single(e => e.OnnxName() == text[..open]);
        var inside = text[(open + 1)..^1];
        if (inside == "...")
            return new TensorType(element, null);
        return new TensorType(element, new TensorShape([.. inside.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseDimension)]));
    }

    public static OnnxInitializer Constant(string name, Tensor value) => new(name, value.Type, [.. value.Shape], () => value);

    private static OnnxInitializer Constant(string name, string text)
    {
        if (text[0] == '#')
            return Constant(name, Tensor.OfInt64s([], [long.Parse(text[1..], CultureInfo.InvariantCulture)]));
        var items = text[1..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return items.Any(i => i.EndsWith('f'))
            ? Constant(name, Tensor.OfFloats([items.Length], [.. items.Select(Float)]))
            : Constant(name, Tensor.OfInt64s([items.Length], [.. items.Select(i => long.Parse(i, CultureInfo.InvariantCulture))]));
    }

    private static Dimension ParseDimension(string text) => text == "?" ? Dimension.Unknown
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Dimension.Of(number)
        : Dimension.Symbol(text);

    private static IEnumerable<OnnxAttribute> Attributes(string text)
    {
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (value[0] == '[')
            {
                var items = value[1..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);
                yield return items.Any(i => i.EndsWith('f'))
                    ? OnnxAttribute.Of(name, items.Select(Float).ToArray())
                    : OnnxAttribute.Of(name, items.Select(i => long.Parse(i, CultureInfo.InvariantCulture)).ToArray());
            }
            else if (long.TryParse(value, CultureInfo.InvariantCulture, out var integer))
            {
                yield return OnnxAttribute.Of(name, integer);
            }
            else
            {
                yield return value.EndsWith('f') && float.TryParse(value[..^1], CultureInfo.InvariantCulture, out var real)
                    ? OnnxAttribute.Of(name, real)
                    : OnnxAttribute.Of(name, value);
            }
        }
    }

    private static float Float(string text) => float.Parse(text.TrimEnd('f'), CultureInfo.InvariantCulture);
}
