namespace Runproof.TrainSamples.Layers;

/// <summary>A view of floats as a matrix with free strides, so that a transpose costs nothing.</summary>
internal readonly ref struct Matrix
{
    /// <summary>Wraps a row-major matrix.</summary>
    public Matrix(ReadOnlySpan<float> values, int rows, int columns)
        : this(values, rows, columns, columns, 1)
    {
    }

    private Matrix(ReadOnlySpan<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        if (values.Length < (long)rows * columns)
            throw new ArgumentException($"{values.Length} values do not make a {rows} by {columns} matrix", nameof(values));
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The elements.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance between vertical neighbours.</summary>
    public int RowStride { get; }

    /// <summary>Distance between horizontal neighbours.</summary>
    public int ColumnStride { get; }

    /// <summary>The transpose, over the same elements.</summary>
    public Matrix Transposed => new(Values, Columns, Rows, ColumnStride, RowStride);

    /// <summary>One element.</summary>
    public float this[int row, int column] => Values[row * RowStride + column * ColumnStride];
}
