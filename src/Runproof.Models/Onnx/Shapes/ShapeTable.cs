using System.Collections.Frozen;
using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>What inference found for each value of a graph. Values inside subgraphs are not listed.</summary>
public sealed class ShapeTable
{
    private readonly FrozenDictionary<string, ValueFacts> _facts;
    private readonly Func<string, Tensor?> _constant;

    internal ShapeTable(FrozenDictionary<string, ValueFacts> facts, IReadOnlyList<Diagnostic> problems, Func<string, Tensor?> constant)
    {
        _facts = facts;
        _constant = constant;
        Problems = problems;
        Reasons = facts.Where(f => f.Value.Reason is not null).ToFrozenDictionary(f => f.Key, f => f.Value.Reason!, StringComparer.Ordinal);
    }

    /// <summary>Contradictions found on the way, in graph order; at most <see cref="MaximumProblems"/> of them.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <summary>For every tensor whose type is not static: what makes it so, in one sentence.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; }

    /// <summary>How many problems are recorded before the rest is dropped.</summary>
    public static int MaximumProblems => 256;

    /// <summary>The type of a value, as far as it is known; null for a value that is no tensor or that the graph does not have.</summary>
    public TensorType? this[string name] =>
        _facts.TryGetValue(name, out var facts) && facts.Kind == ValueKind.Tensor ? facts.Type : null;

    /// <summary>Whether a value is known to be something other than a tensor: a sequence, an optional or a map.</summary>
    public bool IsNonTensor(string name) => _facts.TryGetValue(name, out var facts) && facts.Kind != ValueKind.Tensor;

    /// <summary>The value of a small tensor that does not depend on the inputs; null where it does, or is not small.</summary>
    public Tensor? Constant(string name) => _constant(name);
}
