using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Files;
using Runproof.Runs.Store;

namespace Runproof.Runs.Recording;

/// <summary>
/// Writes the trace of one run. Whatever was recorded has been handed to the operating system when the call returns, so that a process that is killed leaves
/// every whole frame; it is forced to the disk once, when the run is closed. One thread at a time may use it.
/// </summary>
public sealed class RunRecorder : IRunSink, IDisposable
{
    private const int MostRecent = 8;

    private readonly FileStream _file;
    private readonly TraceHeader _header;
    private readonly int _inputCount;
    private readonly Action<KnownClaim> _note;
    private readonly MerkleFrontier _log = new();
    private readonly HashSet<Digest> _values = [];
    private readonly ImmutableArray<Digest>.Builder _inputs = ImmutableArray.CreateBuilder<Digest>();
    private readonly ImmutableArray<Checkpoint>.Builder _checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
    private readonly List<ReadOnlyMemory<byte>> _pending = [];
    private readonly PostcardWriter _tensorHeader = new();
    private readonly (ReadOnlyMemory<byte> Value, Digest Digest)[] _recent = new (ReadOnlyMemory<byte>, Digest)[MostRecent];
    private int _next;
    private Digest _running = TraceFormat.Start();
    private long _position;
    private bool _ended;

    private RunRecorder(FileStream file, TraceHeader header, int inputCount, Action<KnownClaim> note)
    {
        _file = file;
        _header = header;
        _inputCount = inputCount;
        _note = note;
    }

    /// <summary>Name of the run.</summary>
    public string RunId => _header.RunId;

    /// <summary>Full path of the trace.</summary>
    public string TracePath => _file.Name;

    /// <summary>Number of steps recorded.</summary>
    public long StepCount => _log.Count;

    /// <inheritdoc/>
    int IRunSink.InputCount => _inputs.Count;

    private SafeFileHandle Handle => _file.SafeFileHandle;

    /// <summary>Records an input of the program. To be called once for each, in the program's order, before the run is closed.</summary>
    /// <returns>Digest of the value.</returns>
    public Digest RecordInput(Tensor tensor)
    {
        var digest = RecordValue(tensor);
        _inputs.Add(digest);
        return digest;
    }

    /// <summary>Records an input of a program of tiles, as <see cref="RecordInput(Tensor)"/> does that of a model.</summary>
    /// <param name="value">Its canonical bytes.</param>
    /// <returns>Digest of the value.</returns>
    public Digest RecordInput(ReadOnlyMemory<byte> value)
    {
        ThrowIfEnded();
        var digest = Add(value);
        Write();
        _inputs.Add(digest);
        return digest;
    }

    /// <summary>Records a step of a program of tiles with its values, in one write.</summary>
    /// <param name="record">Makes the record of the digests of the inputs and outputs; its index follows the last one's.</param>
    /// <param name="inputs">The canonical bytes of each input. Their memory is known again when it comes back, and must not change until the run is closed.</param>
    /// <param name="outputs">The canonical bytes of each output, likewise.</param>
    /// <exception cref="RunproofException">The trace would become too long to be read (<see cref="StoreErrors.TraceTooLarge"/>).</exception>
    public void RecordStep(
        Func<ImmutableArray<Digest>, ImmutableArray<Digest>, StepRecord> record, ImmutableArray<ReadOnlyMemory<byte>> inputs, ImmutableArray<ReadOnlyMemory<byte>> outputs)
    {
        ArgumentNullException.ThrowIfNull(record);
        ThrowIfEnded();
        RecordStep(record(AddAll(inputs), AddAll(outputs)));
    }

    /// <summary>Records values of a program of tiles that are no value of a step, such as a part that the program returns.</summary>
    /// <param name="values">The canonical bytes of each.</param>
    public void RecordValues(ImmutableArray<ReadOnlyMemory<byte>> values)
    {
        ThrowIfEnded();
        AddAll(values);
        Write();
    }

    /// <summary>Records a value, unless the trace has it already. Its memory is read during the call and not kept.</summary>
    /// <returns>Digest of the value.</returns>
    /// <exception cref="RunproofException">The trace would become too long to be read (<see cref="StoreErrors.TraceTooLarge"/>).</exception>
    public Digest RecordValue(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ThrowIfEnded();
        _tensorHeader.Clear();
        TensorEncoding.WriteHeader(_tensorHeader, tensor);
        var digest = TensorEncoding.DigestOf(_tensorHeader.WrittenSpan, tensor);
        if (_values.Contains(digest))
            return digest;
        AddFrame(FrameKind.Value, digest, _tensorHeader.ToArray(), tensor.Data);
        Write();
        _values.Add(digest);
        return digest;
    }

    /// <summary>Records a step. Its values are recorded before it, so that a trace never ends with a step whose values it lacks.</summary>
    /// <param name="record">The record, with the index that follows the last one's.</param>
    public void RecordStep(StepRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ThrowIfEnded();
        if (record.Index != (ulong)_log.Count)
            throw new ArgumentException($"Step {record.Index} cannot follow {_log.Count} steps.", nameof(record));
        if (!AreRecorded(record.Inputs) || !AreRecorded(record.Outputs))
            throw new ArgumentException($"A value of step {record.Index} is not recorded.", nameof(record));
        byte[] encoded = record.Encode();
        AddFrame(FrameKind.Step, encoded);
        Write();
        _log.Append(StepRecord.LeafOf(encoded));
        if (_log.Count % Claim.CheckpointInterval == 0)
            _checkpoints.Add(new Checkpoint((ulong)_log.Count, _log.Root));
    }

    /// <summary>Ends the run: writes the claim, forces everything to the disk, and has the store note the claim.</summary>
    /// <param name="outcome">The outcome of the last step.</param>
    /// <param name="outputs">Digest of each program output, in the program's order; empty unless the run succeeded.</param>
    /// <param name="notesJson">What is kept beside the claim without being part of it, such as wall times, as JSON; empty for nothing.</param>
    public Claim Close(StepOutcome outcome, ImmutableArray<Digest> outputs, ReadOnlySpan<byte> notesJson)
    {
        ThrowIfEnded();
        var claim = ClaimOf(outcome, outputs);
        AddFrame(FrameKind.Claim, claim.Encode());
        if (!notesJson.IsEmpty)
            AddFrame(FrameKind.Notes, notesJson.ToArray());
        AddFrame(FrameKind.End, ReadOnlyMemory<byte>.Empty);
        Write();
        _ended = true;
        RandomAccess.FlushToDisk(Handle);
        _note(new KnownClaim(claim.Digest, _header.Program));
        return claim;
    }

    /// <summary>The claim that <see cref="Close"/> would write now.</summary>
    /// <param name="outcome">The outcome of the last step.</param>
    /// <param name="outputs">Digest of each program output, in the program's order; empty unless the run succeeded.</param>
    public Claim ClaimOf(StepOutcome outcome, ImmutableArray<Digest> outputs)
    {
        if (_inputs.Count != _inputCount)
            throw new InvalidOperationException($"{_inputs.Count} of {_inputCount} inputs are recorded.");
        return new Claim(_header.Program, _header.Mode, _inputs.ToImmutable(), outputs, outcome, (ulong)_log.Count, _log.Root, _checkpoints.ToImmutable());
    }

    /// <summary>Lets go of the file. A run that was not closed counts as interrupted.</summary>
    public void Dispose()
    {
        _ended = true;
        _file.Dispose();
    }

    /// <summary>Puts the receipt beside the trace, before the claim is closed: a closed run that was proved has its receipt.</summary>
    internal void WriteReceipt(ReadOnlySpan<byte> receipt) => AtomicFile.Write(Path.Combine(Path.GetDirectoryName(TracePath)!, StoreLayout.ReceiptName), receipt);

    /// <summary>Puts the claim beside the trace, as a file that can be handed on.</summary>
    internal void WriteClaim(Claim claim) => AtomicFile.Write(Path.Combine(Path.GetDirectoryName(TracePath)!, StoreLayout.ClaimName), ClaimFile.Encode(claim));

    /// <summary>Takes the run back: nobody was told of it, and nothing of it stays.</summary>
    internal void Discard()
    {
        Dispose();
        Directory.Delete(Path.GetDirectoryName(TracePath)!, recursive: true);
    }

    /// <summary>Starts a trace in an empty file.</summary>
    /// <param name="file">The file, which belongs to the recorder from here on.</param>
    /// <param name="header">The trace's header.</param>
    /// <param name="program">The program it names.</param>
    /// <param name="note">Called with the claim once it is on the disk.</param>
    internal static RunRecorder Start(FileStream file, TraceHeader header, Program program, Action<KnownClaim> note)
    {
        var recorder = new RunRecorder(file, header, program.Inputs.Length, note);
        try
        {
            // In one write, so that hardly anything can come between: without its program a trace is worth nothing.
            recorder._pending.Add(TraceFormat.Preamble());
            recorder.AddFrame(FrameKind.Header, header.Encode());
            recorder.AddFrame(FrameKind.Program, program.Encoded);
            recorder.Write();
            return recorder;
        }
        catch
        {
            recorder.Dispose();
            throw;
        }
    }

    /// <summary>Records what an interrupted run had recorded, so that the run goes on after its last whole step.</summary>
    /// <param name="interrupted">A trace of the same program without a claim.</param>
    /// <param name="inputs">Digest of each program input, all of them among the trace's values.</param>
    internal void Repeat(Trace interrupted, ImmutableArray<Digest> inputs)
    {
        foreach (var value in interrupted.Values)
        {
            if (!_values.Add(value.Digest))
                continue;
            AddFrame(FrameKind.Value, value.Digest, value.Bytes);
            Write();
        }

        if (inputs.FirstOrDefault(input => !_values.Contains(input)) is { IsZero: false } missing)
            throw new ArgumentException($"The trace does not hold the input {missing}.", nameof(inputs));
        _inputs.AddRange(inputs);
        foreach (var step in interrupted.Steps)
            RecordStep(step);
    }

    private ImmutableArray<Digest> AddAll(ImmutableArray<ReadOnlyMemory<byte>> values)
    {
        var digests = ImmutableArray.CreateBuilder<Digest>(values.Length);
        foreach (var value in values)
            digests.Add(Add(value));
        return digests.MoveToImmutable();
    }

    private bool AreRecorded(ImmutableArray<Digest> values)
    {
        foreach (var value in values)
        {
            if (!_values.Contains(value))
                return false;
        }

        return true;
    }

    // The frame is written with what follows it. What one call gives is what the next one takes, in the same memory: its digest is known.
    private Digest Add(ReadOnlyMemory<byte> value)
    {
        foreach (var (known, digest) in _recent)
        {
            if (known.Equals(value) && !value.IsEmpty)
                return digest;
        }

        var computed = TraceFormat.BodyDigest(FrameKind.Value, value.Span);
        if (_values.Add(computed))
            AddFrame(FrameKind.Value, computed, value);
        _recent[_next++ % _recent.Length] = (value, computed);
        return computed;
    }

    private void AddFrame(FrameKind kind, ReadOnlyMemory<byte> body) => AddFrame(kind, TraceFormat.BodyDigest(kind, body.Span), body);

    private void AddFrame(FrameKind kind, Digest bodyDigest, params ReadOnlySpan<ReadOnlyMemory<byte>> body)
    {
        long length = 0;
        foreach (var part in body)
            length += part.Length;
        if (_position + length + TraceFormat.FrameHeaderLength + Digest.Size > TraceFile.MaxLength)
        {
            throw new RunproofException(new Diagnostic(
                StoreErrors.TraceTooLarge, Phase.Store, TracePath, $"the trace has {_position} bytes, and {length} more make it longer than can be read",
                "recording fewer steps in one run"));
        }

        var header = new byte[TraceFormat.FrameHeaderLength];
        TraceFormat.WriteFrameHeader(header, kind, (int)length);
        _running = TraceFormat.Advance(_running, header, bodyDigest);
        _pending.Add(header);
        _pending.AddRange(body);
        _pending.Add(_running.ToArray());
    }

    // After a write that failed, part of a frame may lie in the file: nothing may follow it.
    private void Write()
    {
        _ended = true;
        try
        {
            RandomAccess.Write(Handle, _pending, _position);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // How the platform reports a file that may not grow further (EFBIG).
            throw new IOException($"'{TracePath}' cannot grow beyond the limit for files.", exception);
        }

        foreach (var part in _pending)
            _position += part.Length;
        _pending.Clear();
        _ended = false;
    }

    private void ThrowIfEnded()
    {
        if (_ended)
            throw new InvalidOperationException("The run was closed, or writing it failed.");
    }
}
