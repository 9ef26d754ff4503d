namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed partial class Annotations
    {
        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder schema = new();
            private readonly List<Delegate> getters = [];

            /// <summary>A builder without annotations.</summary>
            public Builder()
            {
            }

            /// <summary>Adds those of another column's annotations whose name is selected.</summary>
            /// <param name="annotations">May be null: nothing is added then.</param>
            /// <param name="selector">Takes an annotation's name.</param>
            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                {
                    return;
                }

                ArgumentNullException.ThrowIfNull(selector);
                foreach (Column column in annotations.Schema.Where(column => selector(column.Name)))
                {
                    schema.AddColumn(column.Name, column.Type, column.Annotations);
                    getters.Add(annotations.GetterAt(column.Index));
                }
            }

            /// <summary>Adds an annotation.</summary>
            /// <exception cref="ArgumentException"><typeparamref name="TValue"/> is not the raw type of <paramref name="type"/>.</exception>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null) =>
                Add(name, type, (Delegate)getter, annotations);

            /// <summary>Adds an annotation.</summary>
            /// <param name="name">The name.</param>
            /// <param name="type">The type of the value.</param>
            /// <param name="getter">A <see cref="ValueGetter{TValue}"/> of the type's raw type.</param>
            /// <param name="annotations">Annotations of the annotation itself.</param>
            /// <exception cref="ArgumentException"><paramref name="getter"/> does not fit <paramref name="type"/>.</exception>
            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                if (string.IsNullOrEmpty(name))
                {
                    throw new ArgumentNullException(nameof(name));
                }

                ArgumentNullException.ThrowIfNull(type);
                ArgumentNullException.ThrowIfNull(getter);
                Type wanted = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != wanted)
                {
                    throw new ArgumentException($"The getter of the annotation '{name}' must be a {wanted}; it is a {getter.GetType()}.", nameof(getter));
                }

                schema.AddColumn(name, type, annotations);
                getters.Add(getter);
            }

            /// <summary>Adds an annotation with a fixed value.</summary>
            /// <exception cref="ArgumentException"><typeparamref name="TValue"/> is not the raw type of <paramref name="type"/>.</exception>
            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null) =>
                Add<TValue>(name, type, (ref TValue destination) => destination = value, annotations);

            /// <summary>The annotations added so far.</summary>
            public Annotations ToAnnotations() => new(schema.ToSchema(), [.. getters]);
        }
    }
}
