namespace Runproof.Compiler.Models.Graph;

/// <summary>One operation on real tensors, of a kind that circuits have; immutable, passes replace layers.</summary>
/// <param name="Result">What it makes.</param>
internal abstract record Layer(LayerValue Result)
{
    /// <summary>What it reads; a value that is read twice stands twice.</summary>
    public abstract IEnumerable<LayerValue> Sources { get; }
}
