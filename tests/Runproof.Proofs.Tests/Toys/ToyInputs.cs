using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>Inputs that are the same for ever: they are drawn from a transcript, whose bytes are specified.</summary>
internal sealed class ToyInputs(string name)
{
    private readonly Transcript transcript = new("golden", 1, name);

    public E[] Elements<E>(int count)
        where E : struct, IField<E>
    {
        var elements = new E[count];
        transcript.DrawChallenges<E>("inputs", elements);
        return elements;
    }

    public ImmutableArray<E> Point<E>(int variables)
        where E : struct, IField<E> => [.. Elements<E>(variables)];

    public int Below(int end) => transcript.DrawIndices("index", 1, end)[0];
}
