using Runproof.Core.Hashing;

namespace Runproof.Verifier.Receipts;

/// <summary>One digest for the weights of all circuits of a program.</summary>
/// <remarks><b>Soundness</b>: it pins weights, not what is computed with them; the program does both.</remarks>
public static class ModelRoot
{
    /// <summary>The digest.</summary>
    /// <param name="weights">For every step that is a circuit, in the program's order, the root of its weights.</param>
    public static Digest Of(IEnumerable<Digest> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using var hasher = new TaggedHasher(DigestTags.ModelRoot);
        foreach (var root in weights)
            hasher.AppendPart(root);
        return hasher.Finish();
    }
}
