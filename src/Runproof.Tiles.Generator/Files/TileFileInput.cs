using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Files;

/// <summary>
/// A file with the compilation in which to read it. Two are equal when reading them would give the same, whatever their compilations are; the compilation is held weakly, so that
/// what is kept for the next edit keeps none alive.
/// </summary>
internal sealed class TileFileInput(TileFile file, CompilationFacts facts, Compilation compilation) : IEquatable<TileFileInput>
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly Fingerprint _reached = file.Reached;
    private readonly CompilationFacts _facts = facts;

    /// <summary>Position of the file.</summary>
    public int Position { get; } = file.Position;

    /// <summary>The compilation; it is there in the run of the generator that made the input.</summary>
    public Compilation Compilation => _compilation.TryGetTarget(out Compilation compilation) ? compilation : throw new InvalidOperationException("The compilation of an earlier run is gone.");

    public bool Equals(TileFileInput? other) => other is not null && _reached == other._reached && _facts.Equals(other._facts);

    public override bool Equals(object? obj) => Equals(obj as TileFileInput);

    public override int GetHashCode() => _reached.GetHashCode();
}
