using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Kind = Runproof.Models.Formats.Onnx.Wire.AttributeProto.Types.AttributeType;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Checks attributes. Kinds that nothing interprets (sparse tensors, types, lists of tensors) keep their name only.</summary>
internal static class AttributeReader
{
    /// <summary>Reads one attribute.</summary>
    /// <param name="wire">The message.</param>
    /// <param name="node">The node, as messages name it.</param>
    /// <param name="graphs">Reads a subgraph; null after an error.</param>
    /// <param name="context">Takes the error.</param>
    /// <returns>The attribute, or null where it is malformed.</returns>
    public static OnnxAttribute? Read(AttributeProto wire, string node, Func<GraphProto, OnnxGraph?> graphs, ReadContext context)
    {
        var present = Present(wire).Distinct().ToList();
        var kind = wire.Type != Kind.Undefined ? wire.Type : present.Count == 1 ? present[0] : Kind.Undefined;
        if (wire.Name.Length == 0)
            return Fail("has an attribute without a name");
        if (wire.RefAttrName.Length != 0)
            return Fail($"takes the attribute '{wire.Name}' from a function, and is not in one");
        if (present.Any(found => found != kind))
            return Fail($"has the attribute '{wire.Name}' of the kind {kind} with a value of the kind {present.First(found => found != kind)}");

        switch (kind)
        {
            case Kind.Int:
                return new OnnxAttribute { Name = wire.Name, Int = wire.I };
            case Kind.Float:
                return new OnnxAttribute { Name = wire.Name, Float = wire.F };
            case Kind.String:
                return new OnnxAttribute { Name = wire.Name, String = wire.S.ToStringUtf8() };
            case Kind.Ints:
                return new OnnxAttribute { Name = wire.Name, Ints = [.. wire.Ints] };
            case Kind.Floats:
                return new OnnxAttribute { Name = wire.Name, Floats = [.. wire.Floats] };
            case Kind.Strings:
                return new OnnxAttribute { Name = wire.Name, Strings = [.. wire.Strings.Select(text => text.ToStringUtf8())] };
            case Kind.Tensor when wire.T is null:
                return Fail($"has the attribute '{wire.Name}' of the kind {kind} without a value");
            case Kind.Tensor:
                return TensorReader.Read(wire.T, $"the attribute '{wire.Name}' of {node}", context) is { } tensor
                    ? new OnnxAttribute { Name = wire.Name, Tensor = tensor }
                    : null;
            case Kind.Graph when wire.G is null:
                return Fail($"has the attribute '{wire.Name}' of the kind {kind} without a value");
            case Kind.Graph:
                return ReadGraphs([wire.G]);
            case Kind.Graphs:
                return ReadGraphs(wire.Graphs);
            case Kind.Undefined when present.Count != 0 || wire.HasType:
                return Fail($"has the attribute '{wire.Name}' of no kind");
            default:
                return new OnnxAttribute { Name = wire.Name };
        }

        OnnxAttribute? Fail(string what)
        {
            context.Fail(OnnxErrors.Attribute, $"{node} {what}", "exporting the model again");
            return null;
        }

        OnnxAttribute? ReadGraphs(IEnumerable<GraphProto> wires)
        {
            var read = ImmutableArray.CreateBuilder<OnnxGraph>();
            foreach (var graph in wires)
            {
                if (graphs(graph) is not { } one)
                    return null;
                read.Add(one);
            }

            return new OnnxAttribute { Name = wire.Name, Graphs = read.ToImmutable() };
        }
    }

    private static IEnumerable<Kind> Present(AttributeProto wire)
    {
        if (wire.HasF)
            yield return Kind.Float;
        if (wire.HasI)
            yield return Kind.Int;
        if (wire.HasS)
            yield return Kind.String;
        if (wire.T is not null)
            yield return Kind.Tensor;
        if (wire.G is not null)
            yield return Kind.Graph;
        if (wire.Floats.Count != 0)
            yield return Kind.Floats;
        if (wire.Ints.Count != 0)
            yield return Kind.Ints;
        if (wire.Strings.Count != 0)
            yield return Kind.Strings;
        if (wire.Tensors.Count != 0)
            yield return Kind.Tensors;
        if (wire.Graphs.Count != 0)
            yield return Kind.Graphs;
        if (wire.SparseTensor is not null)
            yield return Kind.SparseTensor;
        if (wire.SparseTensors.Count != 0)
            yield return Kind.SparseTensors;
        if (wire.Tp is not null)
            yield return Kind.TypeProto;
        if (wire.TypeProtos.Count != 0)
            yield return Kind.TypeProtos;
    }
}
