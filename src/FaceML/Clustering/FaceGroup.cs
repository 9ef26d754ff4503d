namespace FaceML.Clustering;

/// <summary>Embeddings of one person, as <see cref="FaceCatalog.Group"/> finds them. Immutable.</summary>
/// <param name="Number">1 for the largest group; null for the embeddings that belong to none.</param>
/// <param name="Members">Which embeddings, in their order, each with its score in the group; null without a group.</param>
public sealed record FaceGroup(int? Number, IReadOnlyList<(int Index, float? Score)> Members)
{
    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Cluster { get; set; } = "";

        public float ClusterScore { get; set; }
    }

    internal static IReadOnlyList<FaceGroup> Find(MLContext ml, IReadOnlyList<float[]> embeddings, FaceClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.Count == 0)
        {
            return [];
        }

        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Embedding)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, embeddings[0].Length);
        IDataView rows = ml.Data.LoadFromEnumerable(embeddings.Select(e => new Row { Embedding = e }).ToArray(), schema);
        IDataView clustered = ml.Faces.Cluster(options).Fit(rows).Transform(rows);
        return [.. ml.Data.CreateEnumerable<Row>(clustered, reuseRowObject: false).Index()
            .GroupBy(row => row.Item.Cluster).OrderBy(group => group.Key.Length == 0).ThenByDescending(group => group.Count())
            .Select((group, i) => new FaceGroup(group.Key.Length == 0 ? null : i + 1,
                [.. group.Select(row => (row.Index, float.IsNaN(row.Item.ClusterScore) ? null : (float?)row.Item.ClusterScore))]))];
    }
}
