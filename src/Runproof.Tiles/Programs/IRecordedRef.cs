namespace Runproof.Tiles.Programs;

/// <summary>A reference of any type with its value.</summary>
internal interface IRecordedRef
{
    ValueHandle Value { get; }
}
