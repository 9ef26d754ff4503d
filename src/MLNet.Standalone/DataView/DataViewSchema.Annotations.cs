namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Named values attached to a column: the names of a vector's slots, the values behind a key, and the like. Immutable.</summary>
    public sealed partial class Annotations
    {
        private readonly Delegate[] getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            this.getters = getters;
        }

        /// <summary>No annotations.</summary>
        public static Annotations Empty { get; } = new Annotations(new DataViewSchema([], []), []);

        /// <summary>Names and types of the annotations.</summary>
        public DataViewSchema Schema { get; }

        /// <summary>The getter of an annotation.</summary>
        /// <param name="column">A column of <see cref="Schema"/>.</param>
        /// <exception cref="ArgumentException">The column is not of this schema.</exception>
        /// <exception cref="InvalidOperationException">The annotation holds another type.</exception>
        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= getters.Length)
            {
                throw new ArgumentException($"There is no annotation with the index {column.Index}.", nameof(column));
            }

            return getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"The annotation '{column.Name}' is of type {Schema[column.Index].Type}, not {typeof(TValue)}.");
        }

        /// <summary>Fetches the annotation of a name.</summary>
        /// <exception cref="InvalidOperationException">There is none of this name or it holds another type.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            Column column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"There is no annotation '{kind}'.");
            GetGetter<TValue>(column)(ref value);
        }

        /// <summary>The names, separated by commas.</summary>
        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        internal Delegate GetterAt(int index) => getters[index];
    }
}
