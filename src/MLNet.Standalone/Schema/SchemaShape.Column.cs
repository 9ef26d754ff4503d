namespace Microsoft.ML;

public sealed partial class SchemaShape
{
    /// <summary>A column of a shape. Columns are made by estimators of ML.NET's own only.</summary>
    public struct Column
    {
        /// <summary>The name.</summary>
        public readonly string Name;

        /// <summary>Whether the values are vectors.</summary>
        public readonly VectorKind Kind;

        /// <summary>The type of the values, or of the items of a vector. For a key the type of the number that holds it.</summary>
        public readonly DataViewType ItemType;

        /// <summary>Whether the values are keys.</summary>
        public readonly bool IsKey;

        /// <summary>Names and types of the annotations.</summary>
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind kind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Name = name;
            Kind = kind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        /// <summary>Whether the values of a column are vectors.</summary>
        public enum VectorKind
        {
            /// <summary>They are single values.</summary>
            Scalar,

            /// <summary>They are vectors of one length.</summary>
            Vector,

            /// <summary>They are vectors of any length.</summary>
            VariableVector,
        }

        /// <summary>The type in words, for messages.</summary>
        internal readonly string TypeText
        {
            get
            {
                string item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
                return Kind switch { VectorKind.Vector => $"Vector<{item}>", VectorKind.VariableVector => $"VarVector<{item}>", _ => item };
            }
        }

        internal static Column Of(DataViewSchema.DetachedColumn column)
        {
            var vector = column.Type as VectorDataViewType;
            VectorKind kind = vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            DataViewType item = vector?.ItemType ?? column.Type;
            bool isKey = item is KeyDataViewType;
            SchemaShape annotations = column.Annotations.Schema.Count == 0 ? Empty
                : new SchemaShape(column.Annotations.Schema.Select(annotation => Of(new DataViewSchema.DetachedColumn(annotation.Name, annotation.Type))));
            return new Column(column.Name, kind, isKey ? StandardTypes.Of(item.RawType) : item, isKey, annotations);
        }

        internal readonly Column Renamed(string name) => new(name, Kind, ItemType, IsKey, Annotations);
    }
}
