namespace Runproof.Tiles.Generator.Parsing;

/// <summary>The body says something that no sequence says. It does not leave the parser.</summary>
internal sealed class NotASequenceException : Exception;
