using FaceML.AspNetCore.CompreFace;
using FaceML.AspNetCore.Health;
using FaceML.AspNetCore.Models;
using FaceML.Serving;
using FaceML.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ML;

namespace FaceML.AspNetCore;

/// <summary>The first of the two lines that a host needs.</summary>
public static class FaceMLServices
{
    /// <summary>
    /// Adds face recognition to a host: networks, saved pipelines and galleries are loaded when it starts, and what cannot be served ends
    /// the start with its reason. <see cref="FaceMLEndpoints.MapFaceML"/> maps the endpoints.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public static IServiceCollection AddFaceML(this IServiceCollection services, Action<FaceMLOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new FaceMLOptions();
        configure?.Invoke(options);
        options.Limits.Validate();
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FaceMeter>().AddSingleton<AuditLog>()
            .AddSingleton<FaceEngine>().AddSingleton<FaceWorkers>().AddSingleton<ImageRequests>()
            .AddSingleton<GalleryRegistry>().AddSingleton<ServedModels>()
            .AddSingleton<SubjectCollections>().AddSingleton<FaceFinder>().AddSingleton<SimilarityScale>()
            .AddSingleton<ApiKeyRing>().AddSingleton<RateFilter>().AddSingleton<ProblemFilter>();
        PredictionEnginePoolBuilder<FaceImagePair, PipelineDecisions.Row> pool =
            services.AddPredictionEnginePool<FaceImagePair, PipelineDecisions.Row>();
        foreach ((string name, string file) in options.Models)
        {
            pool.FromFaceModel(name, new FaceModelLoaderOptions { Path = file, Load = new() { Networks = options.Networks } });
        }

        // Not AddAuthentication: that brings data protection for cookies, which keeps keys in the user's home folder.
        services.AddAuthenticationCore().AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, FaceMLAuthentication>(FaceMLAuthentication.SchemeName, null);
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        services.AddAuthorization(authorization => ScopeConventions.AddScopes(authorization, options));
        services.AddHealthChecks().AddCheck<FaceMLHealthCheck>("faceml", tags: [FaceMLHealthCheck.Ready]);
        services.AddHostedService<FaceMLStartup>();
        services.ConfigureAll<OpenApiOptions>(ApiSchemas.AddTo); // used where the host describes its endpoints
        return services;
    }
}
