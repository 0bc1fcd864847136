using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Runproof.Core.Hashing;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Recording;

/// <summary>
/// What cuts a slice and how it is executed. The graph optimization is part of it, and so of the program and the claim: it decides in which order floats are
/// added, and a replay has to use the same. The list is closed; a unit of another toolchain cannot be executed again here.
/// </summary>
public sealed record UnitToolchain
{
    private const string Prefix = "runproof.slice/1;onnxruntime;optimization=";

    private UnitToolchain(GraphOptimization optimization, string name)
    {
        Optimization = optimization;
        Text = Prefix + name;
        Digest = TaggedHash.Compute(DigestTags.Toolchain, Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>Every toolchain that this version knows.</summary>
    public static ImmutableArray<UnitToolchain> All { get; } =
    [
        new(GraphOptimization.All, "all"),
        new(GraphOptimization.Extended, "extended"),
        new(GraphOptimization.Basic, "basic"),
        new(GraphOptimization.None, "off"),
    ];

    /// <summary>How far ONNX Runtime rewrites the slice.</summary>
    public GraphOptimization Optimization { get; }

    /// <summary>The toolchain in words; its digest covers this text.</summary>
    public string Text { get; }

    /// <summary>What a unit's revision names it by.</summary>
    public Digest Digest { get; }

    /// <summary>How to execute a unit of this toolchain: one thread, since more of them would add in another order.</summary>
    public OnnxSessionOptions SessionOptions => new() { Level = Optimization, Threads = 1 };

    /// <summary>The toolchain that executes with an optimization.</summary>
    public static UnitToolchain For(GraphOptimization optimization) => All.Single(toolchain => toolchain.Optimization == optimization);

    /// <summary>Finds a toolchain by its digest.</summary>
    public static bool TryFind(Digest digest, [NotNullWhen(true)] out UnitToolchain? toolchain)
    {
        toolchain = All.FirstOrDefault(known => known.Digest == digest);
        return toolchain is not null;
    }
}
