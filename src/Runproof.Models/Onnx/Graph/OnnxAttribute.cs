using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Graph;

/// <summary>One attribute of a node; exactly one of the values is set, by its kind.</summary>
public sealed class OnnxAttribute
{
    /// <summary>The attribute's name.</summary>
    public required string Name { get; init; }

    /// <summary>An integer.</summary>
    public long? Int { get; init; }

    /// <summary>A float.</summary>
    public float? Float { get; init; }

    /// <summary>A string.</summary>
    public string? String { get; init; }

    /// <summary>A list of integers; default where the attribute is of another kind.</summary>
    public ImmutableArray<long> Ints { get; init; }

    /// <summary>A list of floats; default where the attribute is of another kind.</summary>
    public ImmutableArray<float> Floats { get; init; }

    /// <summary>A list of strings; default where the attribute is of another kind.</summary>
    public ImmutableArray<string> Strings { get; init; }

    /// <summary>A constant tensor.</summary>
    public OnnxInitializer? Tensor { get; init; }

    /// <summary>Subgraphs, one for a graph attribute; default where the attribute is of another kind.</summary>
    public ImmutableArray<OnnxGraph> Graphs { get; init; }

    /// <summary>An integer attribute.</summary>
    public static OnnxAttribute Of(string name, long value) => new() { Name = name, Int = value };

    /// <summary>A float attribute.</summary>
    public static OnnxAttribute Of(string name, float value) => new() { Name = name, Float = value };

    /// <summary>A string attribute.</summary>
    public static OnnxAttribute Of(string name, string value) => new() { Name = name, String = value };

    /// <summary>A list of integers.</summary>
    public static OnnxAttribute Of(string name, params long[] values) => new() { Name = name, Ints = [.. values] };

    /// <summary>A list of floats.</summary>
    public static OnnxAttribute Of(string name, params float[] values) => new() { Name = name, Floats = [.. values] };

    /// <summary>A list of strings.</summary>
    public static OnnxAttribute Of(string name, params string[] values) => new() { Name = name, Strings = [.. values] };

    /// <summary>A constant tensor.</summary>
    public static OnnxAttribute Of(string name, Tensor value) =>
        new() { Name = name, Tensor = new OnnxInitializer("", value.Type, [.. value.Shape], () => value) };
}
