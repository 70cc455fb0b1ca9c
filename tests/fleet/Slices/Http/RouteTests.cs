// The end points as a whole.
using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Slices.Tests.World;

namespace Slices.Tests.Http;

public sealed class RouteTests
{
    [Fact]
    public async Task No_two_end_points_answer_the_same_method_at_the_same_address()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync(isWithUsers: false);
        string[] all =
        [
            .. from route in fleet.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
               select $"{method} {Shape(route)}",
        ];
        Assert.True(all.Length > 100, $"{all.Length} end points");
        Assert.Equal([], all.GroupBy(one => one).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public async Task Every_end_point_needs_a_sign_in_but_the_ones_that_are_named_here()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync(isWithUsers: false);
        string[] open =
        [
            .. from route in fleet.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               where !route.Metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy is { Length: > 0 })
                   || route.Metadata.GetMetadata<IAllowAnonymous>() is not null
               select route.RoutePattern.RawText,
        ];
        Assert.Equal(["/api/access/token", "/api/channels/{provider}/{secret}/{what}"], open.Order());
    }

    /// <summary>The address with every parameter as the same: a name or a rule alone tells no two apart here.</summary>
    private static string Shape(RouteEndpoint route) => string.Join('/', route.RoutePattern.PathSegments.Select(
        segment => string.Concat(segment.Parts.Select(part =>
            part is RoutePatternLiteralPart literal
                ? literal.Content
                : "{}")))).ToLowerInvariant();
}
