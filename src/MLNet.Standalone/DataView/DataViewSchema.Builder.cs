namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Collects columns and makes a schema of them.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> columns = [];

        /// <summary>A builder without columns.</summary>
        public Builder()
        {
        }

        /// <summary>Adds a column after those added so far.</summary>
        public void AddColumn(string name, DataViewType type, Annotations annotations = null) =>
            columns.Add(new DetachedColumn(name, type, annotations));

        /// <summary>Adds the columns of a schema, hidden ones included.</summary>
        public void AddColumns(IEnumerable<Column> source)
        {
            foreach (Column column in source)
            {
                AddColumn(column.Name, column.Type, column.Annotations);
            }
        }

        /// <summary>Adds columns.</summary>
        public void AddColumns(IEnumerable<DetachedColumn> source)
        {
            foreach (DetachedColumn column in source)
            {
                AddColumn(column.Name, column.Type, column.Annotations);
            }
        }

        /// <summary>The schema of the columns added so far.</summary>
        public DataViewSchema ToSchema()
        {
            var indexOfName = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
            for (int i = 0; i < columns.Count; i++)
            {
                indexOfName[columns[i].Name] = i;
            }

            var result = new Column[columns.Count];
            for (int i = 0; i < result.Length; i++)
            {
                DetachedColumn column = columns[i];
                result[i] = new Column(column.Name, i, indexOfName[column.Name] != i, column.Type, column.Annotations);
            }

            return new DataViewSchema(result, indexOfName);
        }
    }
}
