namespace FaceML.Saving;

/// <summary>
/// What a run of ML.NET's own stages computes from one synthetic row, in a few numbers: enough to notice a damaged part
/// or one that is executed wrongly on another machine.
/// </summary>
internal static class MLNetProbe
{
    /// <summary>Whether a synthetic row can have such columns.</summary>
    public static bool CanFill(DataViewSchema schema) => schema.All(column => SyntheticRow.CanFill(column.Type));

    public static IReadOnlyList<float> Run(ITransformer chain, DataViewSchema schema)
    {
        IRowToRowMapper mapper = chain.GetRowToRowMapper(schema);
        DataViewSchema.Column[] outputs = [.. mapper.OutputSchema.Where(column => !column.IsHidden && Reader(column) is not null)];
        using var input = new SyntheticRow(schema);
        using DataViewRow row = mapper.GetRow(input, outputs);
        var numbers = new List<float>();
        foreach (DataViewSchema.Column column in outputs)
        {
            NetworkProbe.Summarize(Reader(column)!(row, column), numbers);
        }

        return numbers;
    }

    private static Func<DataViewRow, DataViewSchema.Column, float[]>? Reader(DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        return type == typeof(float) ? (row, c) => [Get<float>(row, c)]
            : type == typeof(double) ? (row, c) => [(float)Get<double>(row, c)]
            : type == typeof(bool) ? (row, c) => [Get<bool>(row, c) ? 1 : 0]
            : type == typeof(uint) ? (row, c) => [Get<uint>(row, c)]
            : type == typeof(VBuffer<float>) && column.Type is VectorDataViewType { IsKnownSize: true } ? (row, c) =>
                [.. Get<VBuffer<float>>(row, c).DenseValues()]
            : type == typeof(VBuffer<double>) && column.Type is VectorDataViewType { IsKnownSize: true } ? (row, c) =>
                [.. Get<VBuffer<double>>(row, c).DenseValues().Select(v => (float)v)]
            : null;
    }

    private static T Get<T>(DataViewRow row, DataViewSchema.Column column)
    {
        T value = default!;
        row.GetGetter<T>(column)(ref value);
        return value;
    }
}
