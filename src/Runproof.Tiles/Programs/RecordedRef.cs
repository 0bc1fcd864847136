namespace Runproof.Tiles.Programs;

/// <summary>A reference of a body that is executed to be recorded.</summary>
internal sealed class RecordedRef<T>(SequenceRecorder context, ValueHandle value) : Ref<T>(context), IRecordedRef
{
    public ValueHandle Value => value;
}
