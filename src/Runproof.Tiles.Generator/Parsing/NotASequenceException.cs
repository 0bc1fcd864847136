namespace Runproof.Tiles.Generator.Parsing;

/// <summary>A statement says something that no sequence says; why is among the refusals. It does not leave the parser.</summary>
internal sealed class NotASequenceException : Exception;
