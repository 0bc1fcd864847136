using System.Linq.Expressions;

namespace Runproof.Tiles;

/// <summary>A value of a sequence that does not exist yet, with its type.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract class Ref<T> : Ref
{
    private protected Ref(SequenceContext context)
        : base(context)
    {
    }

    /// <summary>A part of the value.</summary>
    /// <param name="path">Members and elements at constant positions, such as <c>x =&gt; x.Items[0].Amount</c>.</param>
    /// <typeparam name="TPart">The type of the part.</typeparam>
    public Ref<TPart> Select<TPart>(Expression<Func<T, TPart>> path) => Context.Select(this, path);
}
