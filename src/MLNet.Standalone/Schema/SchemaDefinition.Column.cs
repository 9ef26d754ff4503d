namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    /// <summary>How one member becomes a column.</summary>
    public sealed class Column
    {
        private readonly Dictionary<string, (DataViewType Type, Delegate Getter)> annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnType = columnType;
            ColumnName = columnName;
        }

        /// <summary>The field or property.</summary>
        public string MemberName { get; }

        /// <summary>The column's name; empty or null for the member's.</summary>
        public string ColumnName { get; set; }

        /// <summary>The column's type, which must fit the member's CLR type; null for the type that this has by itself.</summary>
        public DataViewType ColumnType { get; set; }

        /// <summary>The annotations added so far.</summary>
        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach ((string kind, (DataViewType type, Delegate getter)) in annotations)
                {
                    builder.Add(kind, type, getter);
                }

                return builder.ToAnnotations();
            }
        }

        /// <summary>Attaches a value to the column.</summary>
        /// <param name="kind">The annotation's name.</param>
        /// <param name="value">The value: of the type's raw type, a string for text, an array for a vector.</param>
        /// <param name="annotationType">The annotation's type.</param>
        /// <exception cref="InvalidOperationException">There is an annotation of this name, or the value does not fit the type.</exception>
        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            ArgumentNullException.ThrowIfNull(kind);
            ArgumentNullException.ThrowIfNull(annotationType);
            if (annotations.ContainsKey(kind))
            {
                throw new InvalidOperationException($"The column '{ColumnName}' has an annotation '{kind}' already.");
            }

            annotations[kind] = (annotationType, AnnotationValue.Getter(value, annotationType));
        }

        /// <summary>Takes over a column's type and annotations.</summary>
        internal void Take(DataViewSchema.Column column)
        {
            ColumnType = column.Type;
            foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
            {
                annotations[annotation.Name] = (annotation.Type, column.Annotations.GetterAt(annotation.Index));
            }
        }
    }
}
