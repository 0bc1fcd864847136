using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>A part of a model that can be run on its own, once the earlier slices that it reads from have run.</summary>
public sealed class Slice
{
    /// <summary>Position in the order of execution, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The slice's name: <c>slice_</c> and its index.</summary>
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"slice_{Index}");

    /// <summary>Its nodes in the model's order. Nodes that depend on constants only can be in more than one slice.</summary>
    public required ImmutableArray<OnnxNode> Nodes { get; init; }

    /// <summary>What it reads: inputs of the model and outputs of earlier slices, each once, in the order of first use.</summary>
    public required ImmutableArray<OnnxValueInfo> Inputs { get; init; }

    /// <summary>Where each input comes from, in the order of <see cref="Inputs"/>.</summary>
    public required ImmutableArray<SliceSource> Sources { get; init; }

    /// <summary>What it returns: values that later slices read, in the order of production, then outputs of the model. Never empty.</summary>
    public required ImmutableArray<OnnxValueInfo> Outputs { get; init; }

    /// <summary>Number of parameters in the constants that it uses.</summary>
    public required long Parameters { get; init; }
}
