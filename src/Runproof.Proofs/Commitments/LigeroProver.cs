using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Commitments;

/// <summary>Commits to multilinear polynomials and opens all of them at once for any number of claims.</summary>
/// <remarks>
/// The only way from a claim to opened columns leads over a random point: the combination of rows at that point is also the test that the
/// matrix is close to the code, which a point of somebody's choice would not be.
/// Source: Ames, Hazay, Ishai and Venkitasubramaniam, "Ligero" (CCS 2017), §4; Diamond and Posen (ePrint 2023/1784), §4, for the tensor.
/// </remarks>
public static class LigeroProver
{
    private const int ColumnGrain = 128;

    private static readonly Blake3Mode Salt = Blake3Mode.Domain("runproof.ligero-salt/1");

    /// <summary>Commits to values of the base field.</summary>
    /// <param name="geometry">The shape; one that <see cref="LigeroGeometry.TryCheck"/> refuses is an <see cref="ArgumentException"/>.</param>
    /// <param name="values">The values, row by row; kept where rows are a power of two. Shape: (rows, columns).</param>
    /// <param name="saltKey">
    /// Decides the salts of the leaves: unpredictable and used for no other commitment, or else the values can be guessed from the root.
    /// </param>
    /// <param name="workers">Who works; the commitment does not depend on it.</param>
    public static CommittedMatrix<E> Commit<E>(LigeroGeometry geometry, ReadOnlyMemory<Goldilocks> values, Hash256 saltKey, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        CheckShape(geometry, values.Length);
        var matrix = geometry.Matrix;
        var message = new Goldilocks[values.Length];
        workers.ForEach(matrix.Columns, ColumnGrain, (_, start, count) =>
        {
            var source = values.Span;
            for (int row = 0; row < matrix.Rows; row++)
            {
                for (int column = start; column < start + count; column++)
                    message[(column * matrix.Rows) + row] = source[(row * matrix.Columns) + column];
            }
        });
        return Commit(geometry, message, Multilinear.OfBase<E, Goldilocks>(Padded(geometry, values)), saltKey, workers);
    }

    /// <summary>Commits to small signed integers, which stay integers in memory.</summary>
    /// <typeparam name="E">The field of challenges.</typeparam>
    /// <typeparam name="T">An integer type of at most 32 bits.</typeparam>
    /// <param name="geometry">The shape; one that <see cref="LigeroGeometry.TryCheck"/> refuses is an <see cref="ArgumentException"/>.</param>
    /// <param name="values">The values, row by row; kept where rows are a power of two. Shape: (rows, columns).</param>
    /// <param name="saltKey">
    /// Decides the salts of the leaves: unpredictable and used for no other commitment, or else the values can be guessed from the root.
    /// </param>
    /// <param name="workers">Who works; the commitment does not depend on it.</param>
    public static CommittedMatrix<E> CommitIntegers<E, T>(LigeroGeometry geometry, ReadOnlyMemory<T> values, Hash256 saltKey, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
        where T : unmanaged, IBinaryInteger<T>
    {
        CheckShape(geometry, values.Length);
        var polynomial = Multilinear.OfIntegers<E, Goldilocks, T>(Padded(geometry, values));
        var matrix = geometry.Matrix;
        var message = new Goldilocks[values.Length];
        workers.ForEach(matrix.Columns, ColumnGrain, (_, start, count) =>
        {
            var source = values.Span;
            for (int row = 0; row < matrix.Rows; row++)
            {
                for (int column = start; column < start + count; column++)
                    message[(column * matrix.Rows) + row] = Goldilocks.FromInt64(long.CreateTruncating(source[(row * matrix.Columns) + column]));
            }
        });
        return Commit(geometry, message, polynomial, saltKey, workers);
    }

    /// <summary>Proves claims about committed polynomials.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="LigeroVerifier"/> says, in the same order.</remarks>
    /// <param name="matrices">All commitments that the parameters name, in their order.</param>
    /// <param name="claims">The claims; polynomial i is that of matrix i.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="transcript">The transcript, to which every commitment has been appended.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    public static LigeroProof<E> Open<E>(
        ImmutableArray<CommittedMatrix<E>> matrices, LinearBatchClaim<E> claims, SecurityParameters parameters, Transcript transcript, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks> => Open(matrices, claims, parameters, transcript, workers, out _);

    /// <summary>Proves claims about committed polynomials, and tells at which point the batch of claims ended.</summary>
    /// <inheritdoc cref="Open{E}(ImmutableArray{CommittedMatrix{E}}, LinearBatchClaim{E}, SecurityParameters, Transcript, Workers)"/>
    /// <param name="matrices">All commitments that the parameters name, in their order.</param>
    /// <param name="claims">The claims; polynomial i is that of matrix i.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="transcript">The transcript, to which every commitment has been appended.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    /// <param name="point">The point of the batch; a polynomial's own is its end.</param>
    public static LigeroProof<E> Open<E>(
        ImmutableArray<CommittedMatrix<E>> matrices,
        LinearBatchClaim<E> claims,
        SecurityParameters parameters,
        Transcript transcript,
        Workers workers,
        out ImmutableArray<E> point)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        LigeroTranscript.Begin(transcript, parameters, ImmutableArray.CreateRange(matrices, matrix => matrix.Commitment));
        var batch = LinearBatchProver.Prove(claims, ImmutableArray.CreateRange(matrices, matrix => matrix.Polynomial), transcript, workers, out var remaining);
        point = remaining.Point;
        var end = point;
        var rows = ImmutableArray.CreateRange(matrices, matrix => CombineRows(matrix, end, workers));
        LigeroTranscript.Rows(transcript, rows);
        if (!transcript.TryGrind(LigeroTranscript.Work, parameters.WorkBits, ulong.MaxValue, out ulong nonce, workers.Cancellation))
            throw new InvalidOperationException("No nonce shows the work.");

        var openings = new List<byte>();
        foreach (var matrix in matrices)
        {
            var opening = matrix.Tree.Open(LigeroTranscript.Indices(transcript, matrix.Commitment.Geometry));
            var bytes = new byte[opening.EncodedLength];
            opening.Write(bytes);
            openings.AddRange(bytes);
        }

        return new(batch, rows, nonce, [.. openings]);
    }

    /// <summary>Encodes the rows and hashes the columns, for values that are in place already.</summary>
    internal static CommittedMatrix<E> Commit<E>(
        LigeroGeometry geometry, Goldilocks[] message, MultilinearValues<E> polynomial, Hash256 saltKey, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var leaves = Encode(geometry, message, workers);
        return new(geometry, message, polynomial, MerkleTree.Build(geometry.Shape, leaves, Salts(geometry, saltKey), workers));
    }

    /// <summary>The columns of the encoded matrix as bytes.</summary>
    internal static byte[] Encode(LigeroGeometry geometry, Goldilocks[] message, Workers workers)
    {
        int rows = geometry.Matrix.Rows;
        int length = (int)geometry.Matrix.CodeLength;
        var leaves = GC.AllocateUninitializedArray<byte>(checked(length * rows * sizeof(ulong)));
        using var codeword = new ElementBytes(leaves);
        new ReedSolomonCode<Goldilocks>(geometry.Matrix.Columns, 0, length).Encode(message, default, rows, codeword.Memory, workers);
        codeword.Encode();
        return leaves;
    }

    /// <summary>One salt per leaf, as the caller's key decides.</summary>
    internal static byte[] Salts(LigeroGeometry geometry, Hash256 saltKey)
    {
        const int size = Hash256.Size + sizeof(ulong);
        int count = (int)geometry.Matrix.CodeLength;
        var messages = new byte[count * size];
        for (int i = 0; i < count; i++)
        {
            saltKey.CopyTo(messages.AsSpan(i * size));
            BinaryPrimitives.WriteUInt64LittleEndian(messages.AsSpan((i * size) + Hash256.Size), (ulong)i);
        }

        var salts = new byte[count * Hash256.Size];
        Blake3.HashMany(Salt, messages, size, MemoryMarshal.Cast<byte, Hash256>(salts.AsSpan()));
        return salts;
    }

    private static ImmutableArray<E> CombineRows<E>(CommittedMatrix<E> matrix, ImmutableArray<E> point, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var geometry = matrix.Commitment.Geometry;
        int rows = geometry.Matrix.Rows;
        LigeroTranscript.Split(geometry, point, out var rowPoint, out _);
        var weights = new E[1 << geometry.RowVariables];
        EqTable.Fill(rowPoint, E.One, weights);
        var row = new E[geometry.Matrix.Columns];
        workers.ForEach(row.Length, ColumnGrain, (_, start, count) =>
        {
            for (int column = start; column < start + count; column++)
                row[column] = E.InnerProduct(weights.AsSpan(0, rows), matrix.Message.AsSpan(column * rows, rows));
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(row);
    }

    private static ReadOnlyMemory<T> Padded<T>(LigeroGeometry geometry, ReadOnlyMemory<T> values)
    {
        int length = 1 << geometry.Variables;
        if (values.Length == length)
            return values;
        var padded = new T[length];
        values.CopyTo(padded);
        return padded;
    }

    private static void CheckShape(LigeroGeometry geometry, int values)
    {
        if (!geometry.TryCheck(out var error))
            throw new ArgumentException(error.ToString(), nameof(geometry));
        if (values != (long)geometry.Matrix.Rows * geometry.Matrix.Columns)
            throw new ArgumentException($"{values} values do not fill {geometry.Matrix.Rows} rows of {geometry.Matrix.Columns}.", nameof(values));
    }
}
